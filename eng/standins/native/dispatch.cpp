// Calls any ATen operator by its schema name, boxed, through PyTorch's own dispatcher: autograd, device and dtype
// dispatch are exactly PyTorch's, and a new operator needs no new native code.
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/Generator.h>
#include <ATen/core/List.h>
#include <torch/version.h>

#include <cstring>
#include <string>

#include "handle.h"

namespace al {

namespace {

// Must equal Kind in Argument.cs.
enum class Kind : int32_t { None, Default, Tensor, Int, Float, Bool, Complex, Ints, Floats, Tensors, Device, Generator, Text };

// Must equal NativeValue in Argument.cs. `bits` is the value itself or a pointer to `count` elements.
struct Value {
  int64_t bits;
  Kind kind;
  int32_t count;

  template <class T>
  T* pointer() const { return reinterpret_cast<T*>(bits); }
  double real() const {
    double value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  }
};

#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 5)
using OptionalTensor = std::optional<at::Tensor>;
#else
using OptionalTensor = c10::optional<at::Tensor>;
#endif

c10::IValue tensors(const Value& value, const c10::Type& type) {
  const auto* handles = value.pointer<const Handle>();
  const auto* list = type.castRaw<c10::ListType>();
  if (list != nullptr && list->getElementType()->kind() == c10::TypeKind::OptionalType) {
    c10::List<OptionalTensor> items;
    for (int32_t i = 0; i < value.count; i++) items.push_back(handles[i] == nullptr ? OptionalTensor() : borrow(handles[i]));
    return items;
  }
  c10::List<at::Tensor> items;
  for (int32_t i = 0; i < value.count; i++) items.push_back(borrow(handles[i]));
  return items;
}

c10::IValue unpack(const Value& value, const c10::Argument& parameter) {
  switch (value.kind) {
    case Kind::None: return {};
    case Kind::Default: break;
    case Kind::Tensor: return borrow(value.pointer<c10::TensorImpl>());
    case Kind::Int: return value.bits;
    case Kind::Float: return value.real();
    case Kind::Bool: return value.bits != 0;
    case Kind::Complex: return c10::complex<double>(value.pointer<double>()[0], value.pointer<double>()[1]);
    case Kind::Ints: return c10::List<int64_t>(c10::ArrayRef<int64_t>(value.pointer<int64_t>(), value.count));
    case Kind::Floats: return c10::List<double>(c10::ArrayRef<double>(value.pointer<double>(), value.count));
    case Kind::Tensors: return tensors(value, *parameter.type());
    case Kind::Device: return c10::Device(static_cast<c10::DeviceType>(value.bits), static_cast<c10::DeviceIndex>(value.count));
    case Kind::Generator: return *value.pointer<at::Generator>();
    case Kind::Text: return std::string(value.pointer<const char>(), value.count);
  }
  TORCH_CHECK(parameter.default_value().has_value(), "Missing value for argument ", parameter.name());
  return *parameter.default_value();
}

thread_local std::vector<Value> results;

void add(at::Tensor tensor) {
  results.push_back({reinterpret_cast<int64_t>(give(std::move(tensor))), Kind::Tensor, 1});
}

void add(const c10::IValue& value) {
  if (value.isTensor()) {
    add(value.toTensor());
  } else if (value.isTensorList()) {
    for (const at::Tensor& tensor : value.toTensorVector()) add(tensor);
  } else if (value.isDouble()) {
    double number = value.toDouble();
    int64_t bits;
    std::memcpy(&bits, &number, sizeof bits);
    results.push_back({bits, Kind::Float, 1});
  } else if (value.isBool()) {
    results.push_back({value.toBool(), Kind::Bool, 1});
  } else {
    results.push_back({value.toInt(), Kind::Int, 1});
  }
}

}  // namespace

// The operator of a schema name such as "add" and overload such as "Tensor", or null. Never freed: operators live for ever.
AL_EXPORT Status al_operator(const char* name, const char* overload, c10::OperatorHandle** result) {
  return guard([&] {
    auto found = c10::Dispatcher::singleton().findSchema({std::string("aten::") + name, overload});
    TORCH_CHECK(found.has_value(), "This libtorch has no operator aten::", name, ".", overload);
    *result = new c10::OperatorHandle(*found);
  });
}

// Calls an operator. Arguments that are left out at the end take the schema's defaults. Results stay readable until the
// thread's next call; a null `values` drops them, which is what an in-place operator wants.
AL_EXPORT Status al_call(const c10::OperatorHandle* op, const Value* arguments, int32_t count, const Value** values, int32_t* valueCount) {
  return guard([&] {
    const auto& parameters = op->schema().arguments();
    TORCH_CHECK(static_cast<size_t>(count) <= parameters.size(), "Too many arguments for ", op->operator_name());
    std::vector<c10::IValue> stack;
    stack.reserve(parameters.size());
    constexpr Value absent{0, Kind::Default, 0};
    for (size_t i = 0; i < parameters.size(); i++) {
      stack.push_back(unpack(i < static_cast<size_t>(count) ? arguments[i] : absent, parameters[i]));
    }
    op->callBoxed(&stack);
    if (values == nullptr) return;
    results.clear();
    for (const auto& value : stack) add(value);
    *values = results.data();
    *valueCount = static_cast<int32_t>(results.size());
  });
}

}  // namespace al
