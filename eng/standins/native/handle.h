// What every export shares. Tensors cross the boundary as owned pointers to their implementation; exceptions do not cross it.
#pragma once
#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>
#include <cstdint>
#include <exception>
#include <vector>

#define AL_EXPORT extern "C" __attribute__((visibility("default")))

namespace al {

// One owned reference to a tensor, or null for "no tensor".
using Handle = c10::TensorImpl*;

// What an export that can fail returns; the message is then al_error() on the same thread.
enum Status : int32_t { ok = 0, failed = 1 };

// Hands a tensor to the caller, who must pass the handle to al_free once.
Handle give(at::Tensor tensor);

// A new reference to the caller's tensor, which stays the caller's.
at::Tensor borrow(Handle handle);

std::vector<at::Tensor> borrow(const Handle* handles, int32_t count);

void remember(const char* message);

// Runs an export's body and turns any exception into a status.
template <class Body>
Status guard(Body body) noexcept {
  try {
    body();
    return ok;
  } catch (const c10::Error& error) {
    remember(error.what_without_backtrace());
  } catch (const std::exception& error) {
    remember(error.what());
  } catch (...) {
    remember("An unknown native exception.");
  }
  return failed;
}

}  // namespace al
