#ifndef PROBE32_ASSERT_H
#define PROBE32_ASSERT_H
#define assert(expression) ((void)0)
#ifndef __cplusplus
#define static_assert _Static_assert
#endif
#endif
