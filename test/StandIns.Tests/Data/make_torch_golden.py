"""Writes torch_golden.json: what PyTorch computes, for the TorchSharp tests to compare with.

Run it with PyTorch 1.13 or later (`python3 make_torch_golden.py`) when a case is added, and commit both files. Every case has its
inputs, its outputs, and the gradients of sum(output * weight) for the inputs named in "grad"; weight runs from -1 to 1 over the
output. Numbers are float32, written with nine digits.
"""
import json
import os

import torch
import torch.nn.functional as F

CASES = {}


def number(value):
    return float("%.9g" % value)


def dump(tensor):
    tensor = tensor.detach()
    kind = "int64" if tensor.dtype == torch.int64 else "float32"
    return {"shape": list(tensor.shape), "type": kind, "data": [number(v) for v in tensor.to(torch.float64).reshape(-1).tolist()]}


def weight_like(output):
    count = output.numel()
    return torch.linspace(-1, 1, count).reshape(output.shape) if count > 1 else torch.ones(output.shape)


def case(name, function, grad=(), **inputs):
    assert name not in CASES, name
    leaves = {k: v.clone().requires_grad_(k in grad) for k, v in inputs.items()}
    output = function(**leaves)
    entry = {"inputs": {k: dump(v) for k, v in inputs.items()}, "output": dump(output)}
    if grad:
        (output * weight_like(output)).sum().backward()
        entry["gradients"] = {k: dump(leaves[k].grad) for k in grad}
    CASES[name] = entry


def draw(*shape, seed=1):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def elementwise():
    x = draw(2, 5)
    positive = x.abs() + 0.1
    for name in ["relu", "sigmoid", "tanh", "exp", "abs", "neg"]:
        case(name, lambda x, n=name: getattr(torch, n)(x), grad=["x"], x=x)
    for name in ["log", "sqrt", "rsqrt"]:
        case(name, lambda x, n=name: getattr(torch, n)(x), grad=["x"], x=positive)
    case("pow", lambda x: x.pow(3), grad=["x"], x=x)
    case("clamp", lambda x: x.clamp(-0.5, 0.5), grad=["x"], x=x)
    case("softplus", lambda x: F.softplus(x), grad=["x"], x=x)
    case("leaky_relu", lambda x: F.leaky_relu(x, 0.2), grad=["x"], x=x)
    case("add", lambda x, y: x + y, grad=["x", "y"], x=x, y=draw(5, seed=2))
    case("sub", lambda x, y: x - y, grad=["x", "y"], x=x, y=draw(2, 1, seed=2))
    case("mul", lambda x, y: x * y, grad=["x", "y"], x=x, y=draw(1, 5, seed=2))
    case("div", lambda x, y: x / y, grad=["x", "y"], x=x, y=draw(5, seed=2).abs() + 0.5)
    case("maximum", lambda x, y: torch.maximum(x, y), grad=["x", "y"], x=x, y=draw(2, 5, seed=2))
    case("where", lambda x, y: torch.where(x > 0, x, y), grad=["x", "y"], x=x, y=draw(2, 5, seed=2))


def reductions():
    x = draw(3, 4)
    case("sum", lambda x: x.sum(), grad=["x"], x=x)
    case("sum_dim", lambda x: x.sum(1), grad=["x"], x=x)
    case("mean", lambda x: x.mean(), grad=["x"], x=x)
    case("mean_dim_keep", lambda x: x.mean(0, keepdim=True), grad=["x"], x=x)
    case("max_dim", lambda x: x.max(1)[0], grad=["x"], x=x)
    case("std", lambda x: x.std(), grad=["x"], x=x)
    case("norm", lambda x: x.norm(), grad=["x"], x=x)
    case("argmax", lambda x: x.argmax(1), x=x)
    case("cumsum", lambda x: x.cumsum(1), grad=["x"], x=x)
    case("logsumexp", lambda x: x.logsumexp(1), grad=["x"], x=x)
    case("topk_values", lambda x: x.topk(2, 1)[0], grad=["x"], x=x)
    case("topk_indices", lambda x: x.topk(2, 1)[1], x=x)
    case("sort_values", lambda x: x.sort(1, descending=True)[0], grad=["x"], x=x)


def shapes():
    x = draw(2, 3, 4)
    case("permute", lambda x: x.permute(2, 0, 1), grad=["x"], x=x)
    case("transpose", lambda x: x.transpose(0, 2), grad=["x"], x=x)
    case("view", lambda x: x.view(6, 4), grad=["x"], x=x)
    case("flatten", lambda x: x.flatten(1), grad=["x"], x=x)
    case("slice", lambda x: x[:, 1:3], grad=["x"], x=x)
    case("cat", lambda x, y: torch.cat([x, y], 1), grad=["x", "y"], x=x, y=draw(2, 2, 4, seed=2))
    case("stack", lambda x, y: torch.stack([x, y], 0), grad=["x", "y"], x=x, y=draw(2, 3, 4, seed=2))
    case("index_select", lambda x, i: x.index_select(1, i), grad=["x"], x=x, i=torch.tensor([2, 0, 2]))
    case("gather", lambda x, i: x.gather(1, i), grad=["x"], x=draw(3, 4), i=torch.tensor([[1], [3], [0]]))
    case("flip", lambda x: x.flip(2), grad=["x"], x=x)
    case("pad", lambda x: F.pad(x, (1, 2)), grad=["x"], x=x)
    case("one_hot", lambda x: F.one_hot(x, 4), x=torch.tensor([0, 3, 1]))


def linear_algebra():
    case("matmul", lambda x, y: x @ y, grad=["x", "y"], x=draw(3, 4), y=draw(4, 2, seed=2))
    case("mm", lambda x, y: x.mm(y), grad=["x", "y"], x=draw(3, 4), y=draw(4, 2, seed=2))
    case("bmm", lambda x, y: x.bmm(y), grad=["x", "y"], x=draw(2, 3, 4), y=draw(2, 4, 2, seed=2))
    case("linear", lambda x, w, b: F.linear(x, w, b), grad=["x", "w", "b"], x=draw(3, 4), w=draw(2, 4, seed=2), b=draw(2, seed=3))
    case("cdist", lambda x, y: torch.cdist(x, y), grad=["x", "y"], x=draw(3, 4), y=draw(2, 4, seed=2))


def networks():
    image = draw(2, 3, 6, 6)
    filters, bias = draw(4, 3, 3, 3, seed=2), draw(4, seed=3)
    case("conv2d", lambda x, w, b: F.conv2d(x, w, b, stride=2, padding=1), grad=["x", "w", "b"], x=image, w=filters, b=bias)
    case("max_pool2d", lambda x: F.max_pool2d(x, 2, 2), grad=["x"], x=image)
    case("avg_pool2d", lambda x: F.avg_pool2d(x, 2, 2), grad=["x"], x=image)
    case("adaptive_avg_pool2d", lambda x: F.adaptive_avg_pool2d(x, (2, 3)), grad=["x"], x=image)
    case("interpolate", lambda x: F.interpolate(x, scale_factor=2, mode="nearest"), grad=["x"], x=draw(1, 2, 3, 3))

    def batch_norm(x, w, b):
        return F.batch_norm(x, torch.zeros(3), torch.ones(3), w, b, training=True)

    case("batch_norm", batch_norm, grad=["x", "w", "b"], x=image, w=draw(3, seed=4), b=draw(3, seed=5))
    case("layer_norm", lambda x, w, b: F.layer_norm(x, [4], w, b), grad=["x", "w", "b"], x=draw(3, 4), w=draw(4, seed=4), b=draw(4, seed=5))


def losses():
    scores, labels = draw(4, 3), torch.tensor([0, 2, 1, 1])
    case("softmax", lambda x: x.softmax(1), grad=["x"], x=scores)
    case("log_softmax", lambda x: F.log_softmax(x, 1), grad=["x"], x=scores)
    case("cross_entropy", lambda x, y: F.cross_entropy(x, y), grad=["x"], x=scores, y=labels)
    case("cross_entropy_none", lambda x, y: F.cross_entropy(x, y, reduction="none"), grad=["x"], x=scores, y=labels)
    case("nll_loss", lambda x, y: F.nll_loss(x, y), grad=["x"], x=scores.log_softmax(1), y=labels)
    case("mse_loss", lambda x, y: F.mse_loss(x, y), grad=["x"], x=scores, y=draw(4, 3, seed=2))
    case("bce_with_logits", lambda x, y: F.binary_cross_entropy_with_logits(x, y), grad=["x"], x=scores, y=draw(4, 3, seed=2).sigmoid())
    # TorchSharp's own default is log_target = true, PyTorch's is false.
    case("kl_div_log_target", lambda x, y: F.kl_div(x, y, reduction="sum", log_target=True), grad=["x"],
         x=scores.log_softmax(1), y=draw(4, 3, seed=2).log_softmax(1))
    case("kl_div", lambda x, y: F.kl_div(x, y, reduction="sum", log_target=False), grad=["x"],
         x=scores.log_softmax(1), y=draw(4, 3, seed=2).softmax(1))


def optimizers():
    """Ten steps of mean squared error of a linear layer; the weight after each step."""
    makers = {
        "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
        "sgd_momentum": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, weight_decay=0.01),
        "sgd_nesterov": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True),
        "adam": lambda p: torch.optim.Adam(p, lr=0.1, weight_decay=0.01),
        "adamw": lambda p: torch.optim.AdamW(p, lr=0.1, weight_decay=0.01),
        "rmsprop": lambda p: torch.optim.RMSprop(p, lr=0.1),
    }
    x, y, start = draw(8, 3), draw(8, 1, seed=2), draw(1, 3, seed=3)
    for name, make in makers.items():
        w = start.clone().requires_grad_(True)
        optimizer = make([w])
        steps = []
        for _ in range(10):
            optimizer.zero_grad()
            F.mse_loss(F.linear(x, w), y).backward()
            optimizer.step()
            steps.append(w.detach().clone())
        CASES["optimizer_" + name] = {"inputs": {"x": dump(x), "y": dump(y), "w": dump(start)}, "output": dump(torch.cat(steps))}


def schedules():
    makers = {
        "step": lambda o: torch.optim.lr_scheduler.StepLR(o, 3, 0.5),
        "multi_step": lambda o: torch.optim.lr_scheduler.MultiStepLR(o, [2, 5], 0.1),
        "exponential": lambda o: torch.optim.lr_scheduler.ExponentialLR(o, 0.9),
        "cosine": lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 8),
    }
    for name, make in makers.items():
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
        schedule = make(optimizer)
        rates = []
        for _ in range(8):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            schedule.step()
        CASES["schedule_" + name] = {"inputs": {}, "output": dump(torch.tensor(rates))}


def initial_state():
    """A seeded module has the same weights as in PyTorch."""
    torch.manual_seed(7)
    CASES["seeded_randn"] = {"inputs": {}, "output": dump(torch.randn(6))}
    torch.manual_seed(7)
    CASES["seeded_linear"] = {"inputs": {}, "output": dump(torch.nn.Linear(4, 3).weight)}
    torch.manual_seed(7)
    CASES["seeded_conv"] = {"inputs": {}, "output": dump(torch.nn.Conv2d(2, 3, 3).weight)}


if __name__ == "__main__":
    for part in [elementwise, reductions, shapes, linear_algebra, networks, losses, optimizers, schedules, initial_state]:
        part()
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "torch_golden.json")
    with open(path, "w") as file:
        file.write("{\n" + ",\n".join("%s: %s" % (json.dumps(k), json.dumps(v)) for k, v in CASES.items()) + "\n}\n")
    print("%d cases" % len(CASES))
