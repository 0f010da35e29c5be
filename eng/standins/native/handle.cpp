#include "handle.h"

#include <atomic>
#include <string>

namespace al {

namespace {
std::atomic<int64_t> live{0};
thread_local std::string message;

using Owner = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;
}  // namespace

Handle give(at::Tensor tensor) {
  if (!tensor.defined()) return nullptr;
  live.fetch_add(1, std::memory_order_relaxed);
  return tensor.unsafeReleaseTensorImpl();
}

at::Tensor borrow(Handle handle) {
  if (handle == nullptr) return at::Tensor();
  return at::Tensor(Owner::unsafe_reclaim_from_nonowning(handle));
}

std::vector<at::Tensor> borrow(const Handle* handles, int32_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int32_t i = 0; i < count; i++) tensors.push_back(borrow(handles[i]));
  return tensors;
}

void remember(const char* text) { message = text; }

AL_EXPORT const char* al_error() { return message.c_str(); }

AL_EXPORT void al_free(Handle handle) {
  if (handle == nullptr) return;
  live.fetch_sub(1, std::memory_order_relaxed);
  Owner::reclaim(handle);
}

// Handles given and not freed yet, for leak tests.
AL_EXPORT int64_t al_live_tensors() { return live.load(std::memory_order_relaxed); }

}  // namespace al
