"""Writes BERT's encoder as ONNX graphs made of onnxruntime's fused operators.

The graph is put together operator by operator instead of being exported and then searched for patterns to fuse: it
holds the fused operators by construction, whatever versions of torch and transformers are installed.

A graph takes the rows of the word table for one text, float32 ``[1, tokens, hidden]``. The embedding graph gives the
text's vector, float32 ``[1, hidden]``, mean-pooled and L2-normalised; the scoring graph gives one logit, float32
``[1, 1]``, of the first token. One text at a time needs neither padding nor mask, and keeps the int8
graph's activation scales, one per tensor, from being shared between texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic

from index.encoders.adapter import HEAD_BIAS, HEAD_WEIGHT
from index.encoders.packaged_weights import Shape
from index.errors import ModelUnavailable

INPUT: Final = "word_embeddings"
OUTPUT: Final = "output"

_OPSET: Final = 17
_IR_VERSION: Final = 8  # the oldest that opset 17 allows, so that older runtimes read the file
_MICROSOFT: Final = "com.microsoft"


def write_fused_graph(path: Path, weights: Mapping[str, NDArray[np.float32]], shape: Shape) -> None:
    """Write the fp32 graph.

    :param weights: by their names in transformers' ``BertModel``; matrices ``[out, in]`` as torch keeps them.
    :raises KeyError: a weight is missing.
    """
    build = _GraphBuilder(weights, shape.layer_norm_epsilon)
    pooled = build.node("ReduceMean", [_encoder(build, shape)], axes=[1], keepdims=0)
    build.node("LpNormalization", [pooled], output=OUTPUT, axis=1, p=2)
    _save(path, build, shape, [1, shape.hidden])


def write_scoring_graph(path: Path, weights: Mapping[str, NDArray[np.float32]], shape: Shape) -> None:
    """Write the fp32 graph of a cross-encoder.

    :param weights: as for ``write_fused_graph``, with ``head.weight`` ``[1, hidden]`` and ``head.bias`` ``[1]``.
    :raises KeyError: a weight is missing.
    """
    build = _GraphBuilder(weights, shape.layer_norm_epsilon)
    first_token = build.constant("first_token", np.zeros(1, np.int64))
    first = build.node("Gather", [_encoder(build, shape), first_token], axis=1)
    # Spelt out, for a matrix product would be quantised.
    weight, bias = (build.constant(name, build.weight(name)) for name in (HEAD_WEIGHT, HEAD_BIAS))
    last_axis = build.constant("last_axis", np.array([-1], np.int64))
    weighed = build.node("ReduceSum", [build.node("Mul", [first, weight]), last_axis], keepdims=0)
    build.node("Add", [weighed, bias], output=OUTPUT)
    _save(path, build, shape, [1, 1])


def _encoder(build: _GraphBuilder, shape: Shape) -> str:
    """The hidden states behind the last layer, ``[1, tokens, hidden]``."""
    hidden = _embeddings(build)
    for layer in range(shape.layers):
        hidden = _layer(build, hidden, f"encoder.layer.{layer}", shape.heads)
    return hidden


def _save(path: Path, build: _GraphBuilder, shape: Shape, output: list[int]) -> None:
    tensor = onnx.helper.make_tensor_value_info
    graph = onnx.helper.make_graph(
        build.nodes,
        "bert",
        [tensor(INPUT, onnx.TensorProto.FLOAT, [1, "tokens", shape.hidden])],
        [tensor(OUTPUT, onnx.TensorProto.FLOAT, output)],
        build.initializers,
    )
    opsets = [onnx.helper.make_opsetid("", _OPSET), onnx.helper.make_opsetid(_MICROSOFT, 1)]
    model = onnx.helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION, producer_name="policykb")
    # Without this mark quantisation warns that shapes and constants were not worked out; here they are by construction.
    onnx.helper.set_model_props(model, {"onnx.quant.pre_process": "onnxruntime.quant"})
    onnx.save(model, str(path))


def write_int8_graph(path: Path, fp32_graph: Path, shape: Shape) -> None:
    """Quantise the matrices of a fused graph to int8, one scale per output column; activations as they come.

    Weights keep seven bits: without VNNI, an x86 processor adds two products of 8 by 8 bits into 16 and saturates.

    :raises ModelUnavailable: a matrix was left as it was.
    """
    quantize_dynamic(
        fp32_graph,
        path,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Attention"],
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    found = Counter(node.op_type for node in onnx.load(path).graph.node)
    expected = {"QAttention": shape.layers, "MatMulInteger": 3 * shape.layers, "MatMul": 0, "Attention": 0}
    if any(found[operator] != count for operator, count in expected.items()):
        raise ModelUnavailable(f"quantisation gave {dict(found)}; expected {expected}. Install onnxruntime again.")


class _GraphBuilder:
    """Collects nodes and constants; every method gives the name of what it added."""

    def __init__(self, weights: Mapping[str, NDArray[np.float32]], epsilon: float) -> None:
        self.nodes: list[Any] = []
        self.initializers: list[Any] = []
        self._weights = weights
        self._epsilon = epsilon

    def weight(self, name: str) -> NDArray[np.float32]:
        return self._weights[name]

    def constant(self, name: str, value: NDArray[Any]) -> str:
        self.initializers.append(onnx.numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, operator: str, inputs: list[str], *, output: str = "", domain: str = "", **attributes: Any) -> str:
        output = output or f"{operator}_{len(self.nodes)}"
        self.nodes.append(onnx.helper.make_node(operator, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def matrix_product(self, left: str, module: str) -> str:
        """Multiply by a linear layer's matrix, without its bias: the next operator adds that."""
        return self.node("MatMul", [left, self.constant(f"{module}.weight", self.weight(f"{module}.weight").T)])

    def add_and_normalize(self, value: str, residual: str, module: str, bias: list[str]) -> str:
        scale = self.constant(f"{module}.weight", self.weight(f"{module}.weight"))
        shift = self.constant(f"{module}.bias", self.weight(f"{module}.bias"))
        inputs = [value, residual, scale, shift, *bias]
        return self.node("SkipLayerNormalization", inputs, domain=_MICROSOFT, epsilon=self._epsilon)


def _embeddings(build: _GraphBuilder) -> str:
    positions = build.weight("embeddings.position_embeddings.weight")
    token_type = build.weight("embeddings.token_type_embeddings.weight")[0]
    table = build.constant("positions_and_token_type", positions + token_type)
    zero = build.constant("zero", np.zeros(1, np.int64))
    length = build.node("Shape", [INPUT], start=1, end=2)
    rows = build.node("Unsqueeze", [build.node("Slice", [table, zero, length, zero]), zero])
    return build.add_and_normalize(INPUT, rows, "embeddings.LayerNorm", [])


def _layer(build: _GraphBuilder, hidden: str, prefix: str, heads: int) -> str:
    names = [f"{prefix}.attention.self.{name}" for name in ("query", "key", "value")]
    matrix = np.concatenate([build.weight(f"{name}.weight").T for name in names], axis=1)
    bias = np.concatenate([build.weight(f"{name}.bias") for name in names])
    attention_inputs = [
        hidden,
        build.constant(f"{prefix}.attention.weight", matrix),
        build.constant(f"{prefix}.attention.bias", bias),
    ]
    context = build.node("Attention", attention_inputs, domain=_MICROSOFT, num_heads=heads)
    dense = f"{prefix}.attention.output.dense"
    attended = build.add_and_normalize(
        build.matrix_product(context, dense),
        hidden,
        f"{prefix}.attention.output.LayerNorm",
        [build.constant(f"{dense}.bias", build.weight(f"{dense}.bias"))],
    )
    dense = f"{prefix}.intermediate.dense"
    widened = build.node(
        "BiasGelu",
        [
            build.matrix_product(attended, dense),
            build.constant(f"{dense}.bias", build.weight(f"{dense}.bias")),
        ],
        domain=_MICROSOFT,
    )
    dense = f"{prefix}.output.dense"
    return build.add_and_normalize(
        build.matrix_product(widened, dense),
        attended,
        f"{prefix}.output.LayerNorm",
        [build.constant(f"{dense}.bias", build.weight(f"{dense}.bias"))],
    )
