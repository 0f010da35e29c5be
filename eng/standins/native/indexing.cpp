// Python-like indexing: tensor[1, 2:5, ..., None, mask].
#include <ATen/TensorIndexing.h>

#include "handle.h"

namespace al {

namespace {

enum class IndexKind : int32_t { None, Single, Ellipsis, Bool, Tensor, Slice };

// Must equal NativeIndex in Tensor.Indexing.cs. A slice has all three numbers.
struct Index {
  IndexKind kind;
  int64_t start;
  int64_t stop;
  int64_t step;
  Handle tensor;
};

std::vector<at::indexing::TensorIndex> unpack(const Index* indices, int32_t count) {
  std::vector<at::indexing::TensorIndex> result;
  result.reserve(count);
  for (const Index* index = indices; index != indices + count; index++) {
    switch (index->kind) {
      case IndexKind::None: result.emplace_back(at::indexing::None); break;
      case IndexKind::Single: result.emplace_back(index->start); break;
      case IndexKind::Ellipsis: result.emplace_back(at::indexing::Ellipsis); break;
      case IndexKind::Bool: result.emplace_back(index->start != 0); break;
      case IndexKind::Tensor: result.emplace_back(borrow(index->tensor)); break;
      case IndexKind::Slice:
        result.emplace_back(at::indexing::Slice(index->start, index->stop, index->step));
        break;
    }
  }
  return result;
}

}  // namespace

AL_EXPORT Status al_index(Handle handle, const Index* indices, int32_t count, Handle* result) {
  return guard([&] { *result = give(borrow(handle).index(unpack(indices, count))); });
}

AL_EXPORT Status al_index_put(Handle handle, const Index* indices, int32_t count, Handle value) {
  return guard([&] { borrow(handle).index_put_(unpack(indices, count), borrow(value)); });
}

}  // namespace al
