// Random number generators. A handle is an owned at::Generator.
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <torch/cuda.h>

#include <mutex>

#include "handle.h"

namespace al {

namespace {
at::Generator& defaults() {
  static at::Generator generator = at::detail::getDefaultCPUGenerator();
  return generator;
}
}  // namespace

// A new generator of a device, independent of the default one.
AL_EXPORT Status al_generator(uint64_t seed, int32_t device, int32_t index, at::Generator** result) {
  return guard([&] {
    const auto type = static_cast<c10::DeviceType>(device);
    at::Generator generator = type == c10::DeviceType::CPU
        ? at::detail::createCPUGenerator(seed)
        : at::globalContext().defaultGenerator(c10::Device(type, static_cast<c10::DeviceIndex>(index))).clone();
    generator.set_current_seed(seed);
    *result = new at::Generator(std::move(generator));
  });
}

AL_EXPORT at::Generator* al_default_generator() { return new at::Generator(defaults()); }

AL_EXPORT void al_free_generator(at::Generator* generator) { delete generator; }

AL_EXPORT int64_t al_generator_seed(at::Generator* generator) { return static_cast<int64_t>(generator->current_seed()); }

AL_EXPORT Status al_set_generator_seed(at::Generator* generator, uint64_t seed) {
  return guard([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    generator->set_current_seed(seed);
  });
}

// Seeds from the system's entropy and returns the seed.
AL_EXPORT Status al_reseed_generator(at::Generator* generator, int64_t* seed) {
  return guard([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    *seed = static_cast<int64_t>(generator->seed());
  });
}

AL_EXPORT Status al_generator_state(at::Generator* generator, Handle* state) {
  return guard([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    *state = give(generator->get_state());
  });
}

AL_EXPORT Status al_set_generator_state(at::Generator* generator, Handle state) {
  return guard([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    generator->set_state(borrow(state));
  });
}

// What torch.manual_seed does: every default generator, CUDA's too.
AL_EXPORT Status al_manual_seed(uint64_t seed) {
  return guard([&] { at::manual_seed(seed); });
}

}  // namespace al
