// zlib's interface. No logic here.
#ifndef SWIFT_LINALG_CZLIB_SHIM_H
#define SWIFT_LINALG_CZLIB_SHIM_H

#if !__has_include(<zlib.h>)
#error "zlib is missing (no zlib.h). Debian and Ubuntu: sudo apt-get install zlib1g-dev pkg-config, or run scripts/setup. macOS: it comes with the developer tools."
#else
#include <zlib.h>
#endif

#endif
