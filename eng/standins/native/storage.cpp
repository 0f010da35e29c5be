// The bytes of tensors: their address, tensors over the caller's memory, and PyTorch's own file format.
#include <torch/serialize.h>
#include <torch/types.h>

#include "handle.h"

namespace al {

AL_EXPORT Status al_data(Handle handle, void** address) {
  return guard([&] { *address = borrow(handle).data_ptr(); });
}

// A tensor over the caller's memory. `release(context)` is called when the last tensor over it is gone.
AL_EXPORT Status al_wrap(void* data, const int64_t* sizes, int32_t dimensions, int32_t type, void (*release)(intptr_t), intptr_t context,
                         Handle* result) {
  return guard([&] {
    *result = give(torch::from_blob(data, at::IntArrayRef(sizes, dimensions), [release, context](void*) { release(context); },
                                    at::TensorOptions(static_cast<at::ScalarType>(type))));
  });
}

AL_EXPORT Status al_save(Handle handle, const char* path) {
  return guard([&] { torch::save(borrow(handle), path); });
}

AL_EXPORT Status al_load(const char* path, Handle* result) {
  return guard([&] {
    at::Tensor tensor;
    torch::load(tensor, path);
    *result = give(std::move(tensor));
  });
}

}  // namespace al
