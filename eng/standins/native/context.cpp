// Process-wide settings: threads, determinism, precision, the version.
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <torch/version.h>

#include "handle.h"

namespace al {

AL_EXPORT const char* al_version() { return TORCH_VERSION; }

AL_EXPORT int32_t al_threads() { return at::get_num_threads(); }

AL_EXPORT Status al_set_threads(int32_t count) {
  return guard([&] { at::set_num_threads(count); });
}

AL_EXPORT int32_t al_interop_threads() { return at::get_num_interop_threads(); }

AL_EXPORT Status al_set_interop_threads(int32_t count) {
  return guard([&] { at::set_num_interop_threads(count); });
}

AL_EXPORT int32_t al_deterministic() { return at::globalContext().deterministicAlgorithms(); }

AL_EXPORT int32_t al_deterministic_warn_only() { return at::globalContext().deterministicAlgorithmsWarnOnly(); }

AL_EXPORT void al_set_deterministic(int32_t enabled, int32_t warnOnly) {
  at::globalContext().setDeterministicAlgorithms(enabled != 0, warnOnly != 0);
}

AL_EXPORT int32_t al_allow_tf32_matmul() { return at::globalContext().allowTF32CuBLAS(); }

AL_EXPORT void al_set_allow_tf32_matmul(int32_t allow) { at::globalContext().setAllowTF32CuBLAS(allow != 0); }

AL_EXPORT int32_t al_allow_tf32_cudnn() { return at::globalContext().allowTF32CuDNN(); }

AL_EXPORT void al_set_allow_tf32_cudnn(int32_t allow) { at::globalContext().setAllowTF32CuDNN(allow != 0); }

}  // namespace al
