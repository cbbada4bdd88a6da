#include <probe32_vectors.h>
