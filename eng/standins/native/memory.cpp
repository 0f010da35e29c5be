// By default glibc gives freed memory back to the system at once and takes it again, page by page, in the next training step:
// 5 to 15 % of the processor time of training a ResNet-18 of width 16, where dispose scopes free many tensors together. So up to
// a gigabyte is kept for the next step. Whoever sets MALLOC_TRIM_THRESHOLD_ decides instead.
#include <cstdlib>
#ifdef __GLIBC__
#include <malloc.h>

namespace al {

namespace {
constexpr int mebibyte = 1 << 20;

[[maybe_unused]] const bool keeps = std::getenv("MALLOC_TRIM_THRESHOLD_") == nullptr && mallopt(M_MMAP_THRESHOLD, 256 * mebibyte) == 1 &&
    mallopt(M_TRIM_THRESHOLD, 1024 * mebibyte) == 1;
}  // namespace

}  // namespace al
#endif
