// What a tensor is: its shape, type, place and part in autograd. Operators are in dispatch.cpp, memory is in storage.cpp.
#include <ATen/core/Tensor.h>

#include <algorithm>

#include "handle.h"

namespace al {

// Must equal TensorInfo in Library.cs.
struct Info {
  int64_t elements;
  int64_t offset;
  int32_t dimensions;
  int32_t type;
  int32_t device;
  int32_t deviceIndex;
  int32_t elementSize;
  int32_t contiguous;
};

AL_EXPORT Status al_info(Handle handle, Info* info) {
  return guard([&] {
    const at::Tensor tensor = borrow(handle);
    const bool strided = tensor.layout() == c10::kStrided;
    *info = {tensor.numel(),
             strided ? tensor.storage_offset() : 0,
             static_cast<int32_t>(tensor.dim()),
             static_cast<int32_t>(tensor.scalar_type()),
             static_cast<int32_t>(tensor.device().type()),
             static_cast<int32_t>(tensor.device().index()),
             static_cast<int32_t>(tensor.element_size()),
             strided && tensor.is_contiguous()};
  });
}

AL_EXPORT Status al_sizes(Handle handle, int64_t* sizes) {
  return guard([&] {
    auto source = handle->sizes();
    std::copy(source.begin(), source.end(), sizes);
  });
}

AL_EXPORT Status al_strides(Handle handle, int64_t* strides) {
  return guard([&] {
    auto source = handle->strides();
    std::copy(source.begin(), source.end(), strides);
  });
}

enum Flag : int32_t { RequiresGrad, Leaf, Sparse, Meta, Pinned, Conjugate, Negative };

AL_EXPORT Status al_flag(Handle handle, Flag flag, int32_t* value) {
  return guard([&] {
    const at::Tensor tensor = borrow(handle);
    switch (flag) {
      case RequiresGrad: *value = tensor.requires_grad(); break;
      case Leaf: *value = tensor.is_leaf(); break;
      case Sparse: *value = tensor.is_sparse(); break;
      case Meta: *value = tensor.is_meta(); break;
      case Pinned: *value = tensor.is_pinned(); break;
      case Conjugate: *value = tensor.is_conj(); break;
      case Negative: *value = tensor.is_neg(); break;
    }
  });
}

AL_EXPORT Status al_set_requires_grad(Handle handle, int32_t value) {
  return guard([&] { borrow(handle).set_requires_grad(value != 0); });
}

AL_EXPORT Status al_grad(Handle handle, Handle* grad) {
  return guard([&] { *grad = give(borrow(handle).grad()); });
}

AL_EXPORT Status al_set_grad(Handle handle, Handle grad) {
  return guard([&] { borrow(handle).mutable_grad() = borrow(grad); });
}

AL_EXPORT Status al_retain_grad(Handle handle) {
  return guard([&] { borrow(handle).retain_grad(); });
}

// A second owner of the same tensor object, its place in the graph included.
AL_EXPORT Status al_share(Handle handle, Handle* result) {
  return guard([&] { *result = give(borrow(handle)); });
}

}  // namespace al
