# fixtures written by PyTorch 1.13
import torch, sys, os
from collections import OrderedDict
out = sys.argv[1]; os.makedirs(out, exist_ok=True)
torch.manual_seed(1)
types = OrderedDict()
for n, t in [("float64", torch.float64), ("float32", torch.float32), ("float16", torch.float16), ("bfloat16", torch.bfloat16), ("int64", torch.int64),
             ("int32", torch.int32), ("int16", torch.int16), ("int8", torch.int8)]:
    types[n] = torch.tensor([[-1.5, 0.25, 3.0], [100.0, -7.0, 0.0]]).to(t)
types["uint8"] = torch.tensor([0, 1, 200], dtype=torch.uint8)
types["bool"] = torch.tensor([True, False, True])
base = torch.arange(24, dtype=torch.float32)
types["transposed"] = base.view(4, 6).t()
types["every_second"] = base[1::2]
types["row"] = base.view(4, 6)[2]
types["scalar"] = torch.tensor(42, dtype=torch.int64)
types["empty"] = torch.zeros(0, 3)
types["parameter"] = torch.nn.Parameter(torch.tensor([1.0, 2.0]))
torch.save(types, out + "/types.pth")
torch.save(types, out + "/types-legacy.pth", _use_new_zipfile_serialization=False)
class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(3, 4, 3, bias=False); self.bn1 = torch.nn.BatchNorm2d(4); self.fc = torch.nn.Linear(4, 2)
net = Net()
opt = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
net.fc(net.bn1(net.conv1(torch.randn(2, 3, 4, 4))).mean((2, 3))).sum().backward(); opt.step()
state = {"epoch": 7, "arch": "BYOLEMAN", "best_acc1": 12.5, "state_dict": OrderedDict(("module.online_net.backbone." + k, v) for k, v in net.state_dict().items()), "optimizer": opt.state_dict(), "args": None}
for k, v in net.state_dict().items(): state["state_dict"]["module.target_net.backbone." + k] = v + 1
torch.save(state, out + "/checkpoint.pth")
torch.save(state, out + "/checkpoint-legacy.pth", _use_new_zipfile_serialization=False)
torch.save(net.state_dict(), out + "/protocol4.pth", pickle_protocol=4)
torch.save({"state": net.state_dict(), "who": os.getcwd}, out + "/names-a-function.pth")
torch.save(net.state_dict()["conv1.weight"], out + "/one-tensor.pth")
