// Differentiation, and the modes that switch it off.
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include "handle.h"

namespace al {

AL_EXPORT Status al_backward(const Handle* tensors, int32_t count, const Handle* grads, int32_t gradCount, const Handle* inputs,
                             int32_t inputCount, int32_t retainGraph, int32_t createGraph) {
  return guard([&] {
    torch::autograd::backward(borrow(tensors, count), borrow(grads, gradCount), retainGraph != 0, createGraph != 0,
                              borrow(inputs, inputCount));
  });
}

AL_EXPORT Status al_gradients(const Handle* outputs, int32_t count, const Handle* inputs, int32_t inputCount, const Handle* grads,
                              int32_t gradCount, int32_t retainGraph, int32_t createGraph, int32_t allowUnused, Handle* results) {
  return guard([&] {
    auto gradients = torch::autograd::grad(borrow(outputs, count), borrow(inputs, inputCount), borrow(grads, gradCount),
                                           retainGraph != 0, createGraph != 0, allowUnused != 0);
    for (size_t i = 0; i < gradients.size(); i++) results[i] = give(std::move(gradients[i]));
  });
}

AL_EXPORT int32_t al_grad_mode() { return at::GradMode::is_enabled(); }

AL_EXPORT void al_set_grad_mode(int32_t enabled) { at::GradMode::set_enabled(enabled != 0); }

AL_EXPORT int32_t al_inference_mode() { return c10::InferenceMode::is_enabled(); }

// Guards are released on the thread that made them, the last one first.
AL_EXPORT c10::InferenceMode* al_enter_inference_mode(int32_t enabled) { return new c10::InferenceMode(enabled != 0); }

AL_EXPORT void al_leave_inference_mode(c10::InferenceMode* guard) { delete guard; }

AL_EXPORT int32_t al_anomaly_mode() { return torch::autograd::AnomalyMode::is_enabled(); }

AL_EXPORT int32_t al_anomaly_checks_nan() { return torch::autograd::AnomalyMode::should_check_nan(); }

AL_EXPORT void al_set_anomaly_mode(int32_t enabled, int32_t checkNan) {
  torch::autograd::AnomalyMode::set_enabled(enabled != 0, checkNan != 0);
}

}  // namespace al
