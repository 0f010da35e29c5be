// CUDA, found at run time: over a libtorch without it there are no devices.
#include <torch/cuda.h>

#include "handle.h"

namespace al {

AL_EXPORT int32_t al_cuda_available() { return torch::cuda::is_available(); }

AL_EXPORT int32_t al_cuda_devices() { return static_cast<int32_t>(torch::cuda::device_count()); }

AL_EXPORT int32_t al_cudnn_available() { return torch::cuda::cudnn_is_available(); }

AL_EXPORT Status al_cuda_synchronize(int64_t device) {
  return guard([&] { torch::cuda::synchronize(device); });
}

AL_EXPORT Status al_cuda_seed(uint64_t seed) {
  return guard([&] { torch::cuda::manual_seed_all(seed); });
}

}  // namespace al
