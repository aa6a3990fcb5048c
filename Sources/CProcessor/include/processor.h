// Which processor a thread is on, which Swift's view of the C library leaves out.
#pragma once

// The present thread's processor; -1 where the system does not tell.
int processor_current(void);

// Takes the present thread off a processor, to another one that it may use. It may come back afterwards. Nothing happens if
// there is no other.
void processor_leave(int processor);
