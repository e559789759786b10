"""The encoder's network, in torch: some layers of a BERT, and one row of weights a label.

Only training needs it; what ships is the same in ONNX, read by `extract.act_encoder`.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
import torch.nn.functional as fn
from torch import nn

from listminer.extract.act_encoder import load_runtime

if TYPE_CHECKING:
    from listminer.evaluate.train_encoder import Example

WIDTH, HEADS, INNER, MOST = 384, 12, 1536, 128  # of MiniLM; a sentence has 62 pieces at most
DROPPED = 0.1
HEAD_FASTER = 5.0  # its weights start from nothing


class Layer(nn.Module):  # type: ignore[misc]
    """Attention and two dense layers, each added to what came in, then normed (BERT, 2018)."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, x: Any, bias: Any = None, wanted: Any = None) -> Any:
        """Return *x* (batch, pieces, WIDTH) read once more, its first *wanted* pieces if given."""
        batch = int(x.shape[0])  # a number: what ships need not ask how many sentences there are
        parts = self.qkv(x).view(batch, -1, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        q, k, v = parts[0], parts[1], parts[2]
        if wanted is not None:
            q, x = q[:, :, :wanted], x[:, :wanted]
        heed = (q @ k.transpose(-1, -2)) / math.sqrt(WIDTH // HEADS)
        heed = fn.softmax(heed if bias is None else heed + bias, -1)
        told = (self.drop(heed) @ v).transpose(1, 2).reshape(batch, -1, WIDTH)
        x = self.norm(x + self.drop(self.out(told)))
        return self.norm2(x + self.drop(self.down(fn.gelu(self.up(x)))))


class Network(nn.Module):  # type: ignore[misc]
    """Scores of a sentence from its first piece and the mean of its own pieces."""

    def __init__(self, layers: int, pieces: int, labels: int) -> None:
        super().__init__()
        self.word = nn.Embedding(pieces, WIDTH)
        self.place = nn.Embedding(MOST, WIDTH)
        self.kind = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.head = nn.Linear(2 * WIDTH, labels)
        self.drop = nn.Dropout(DROPPED)

    @classmethod
    def from_base(
        cls, base: Path, layers: Sequence[int], kept: Sequence[int], labels: int
    ) -> Network:
        """Return a network with some *layers* of the *base* and its *kept* pieces."""
        from safetensors.torch import load_file

        weights = load_file(base / "model.safetensors")
        net = cls(len(layers), len(kept), labels)
        told = {
            "word.weight": weights["embeddings.word_embeddings.weight"][list(kept)],
            "place.weight": weights["embeddings.position_embeddings.weight"][:MOST],
            "kind.weight": weights["embeddings.token_type_embeddings.weight"],
        }
        names = {"norm": "embeddings.LayerNorm"}
        for at, layer in enumerate(layers):
            old, new = f"encoder.layer.{layer}", f"layers.{at}"
            names |= {
                f"{new}.out": f"{old}.attention.output.dense",
                f"{new}.norm": f"{old}.attention.output.LayerNorm",
                f"{new}.up": f"{old}.intermediate.dense",
                f"{new}.down": f"{old}.output.dense",
                f"{new}.norm2": f"{old}.output.LayerNorm",
            }
            for part in ("weight", "bias"):
                told[f"{new}.qkv.{part}"] = torch.cat(
                    [
                        weights[f"{old}.attention.self.{each}.{part}"]
                        for each in ("query", "key", "value")
                    ]
                )
        told |= {f"{n}.{p}": weights[f"{o}.{p}"] for n, o in names.items() for p in PARTS}
        nn.init.normal_(net.head.weight, 0, 0.02)
        nn.init.constant_(net.head.bias, -2.0)  # most sentences do none of it
        net.load_state_dict(told, strict=False)
        net.word.weight.requires_grad = net.place.weight.requires_grad = False
        return net

    def groups(self, rate: float) -> list[dict[str, Any]]:
        """Return the weights to be learned, with their rates."""
        body = [
            p for n, p in self.named_parameters() if p.requires_grad and not n.startswith("head")
        ]
        return [
            {"params": [p for p in body if p.dim() > 1], "weight_decay": 0.01},
            {"params": [p for p in body if p.dim() < 2], "weight_decay": 0.0},
            {
                "params": self.head.parameters(),
                "weight_decay": 0.0,
                "lr": rate * HEAD_FASTER,
            },
        ]

    def forward(self, ids: Any, types: Any, mask: Any = None) -> Any:
        """Return (batch, labels) from numbers of pieces (batch, pieces), 0 where there is none.

        *mask* is 1 where there is one; without it there is one sentence, as in what ships.
        """
        x = self.word(ids) + self.place.weight[: ids.shape[1]] + self.kind(types)
        x = self.drop(self.norm(x))
        own = types == 0 if mask is None else mask * (types == 0)
        bias = None if mask is None else (1.0 - mask[:, None, None, :]) * -1e4
        wanted = own.sum(1).max().long()  # they stand first; of the others nothing is asked
        *but_last, last = self.layers
        for layer in but_last:
            x = layer(x, bias)
        x = last(x, bias, wanted)
        if mask is None:
            mean = x.mean(1)
        else:
            own = own[:, :wanted, None]
            mean = (x * own).sum(1) / own.sum(1)
        return self.head(self.drop(torch.cat([x[:, 0], mean], -1)))


PARTS = ("weight", "bias")


def tensors(examples: Sequence[Example]) -> tuple[Any, Any, Any]:
    """Return numbers, types and mask of some sentences, filled up to the longest."""
    shape = len(examples), max(len(each.ids) for each in examples)
    ids, types = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    mask = torch.zeros(shape)
    for row, each in enumerate(examples):
        size = len(each.ids)
        ids[row, :size] = torch.tensor(each.ids)
        types[row, :size] = torch.tensor(each.types)
        mask[row, :size] = 1
    return ids, types, mask


def write_network(net: Network, path: Path) -> None:
    """Write *net* to *path* as ONNX, to read sentences one by one, its weights in eight bits."""
    load_runtime()
    from onnxruntime.quantization import QuantType, quantize_dynamic

    net.eval()
    ids = torch.ones((1, 12), dtype=torch.long)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        names = ("ids", "types")
        torch.onnx.export(
            net,
            (ids, torch.zeros_like(ids)),
            str(whole),
            input_names=list(names),
            output_names=["scores"],
            dynamic_axes={name: {1: "pieces"} for name in names},
            opset_version=17,
            dynamo=False,  # the other way writes weights beside the file
        )
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True)
