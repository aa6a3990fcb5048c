// Included once for each instruction set, with VM_BYTES, VM_TABLE and VM_NAME: the kernels for both types, and their table.
#include "tables.h"

#include <stdint.h>
#include <string.h>

#define T float
#define INTEGER int32_t
#define NAME(x) x##_f32
#define IS_F32 1
#include "kernels.h"
#include "vectors.h"
#include "tiles.h"
#include "product.h"
#include "stacks.h"
#undef T
#undef INTEGER
#undef NAME
#undef IS_F32
#undef TILE_ROWS
#undef LONE_ROWS
#undef TILE_COLUMNS
#undef HALVES_ROWS
#undef SMALL_COLUMNS
#undef SMALL_INNER
#undef BLOCK_INNER
#undef BLOCK_COLUMNS
#undef RESIDENT_ROWS
#undef STEPS

#define T double
#define INTEGER int64_t
#define NAME(x) x##_f64
#define IS_F32 0
#include "kernels.h"
#include "vectors.h"
#include "tiles.h"
#include "product.h"
#include "stacks.h"
#undef T
#undef INTEGER
#undef NAME
#undef IS_F32
#undef TILE_ROWS
#undef LONE_ROWS
#undef TILE_COLUMNS
#undef HALVES_ROWS
#undef SMALL_COLUMNS
#undef SMALL_INNER
#undef BLOCK_INNER
#undef BLOCK_COLUMNS
#undef RESIDENT_ROWS
#undef STEPS

#define ENTRY_F32(R, NAME, PARAMETERS, ARGUMENTS) .NAME##_f32 = NAME##_f32,
#define ENTRY_F64(R, NAME, PARAMETERS, ARGUMENTS) .NAME##_f64 = NAME##_f64,
const struct vm_table VM_TABLE = {
    .name = VM_NAME, .has_products = VM_BYTES >= 32, VM_FUNCTIONS(float, ENTRY_F32) VM_FUNCTIONS(double, ENTRY_F64)
    .product_f32 = product_f32, .product_f64 = product_f64, .stack_f32 = stack_f32, .stack_f64 = stack_f64};
