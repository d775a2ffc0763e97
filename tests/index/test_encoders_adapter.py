"""The cross-encoder's changes to the packaged weights, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from index.encoders.adapter import adapted, adapted_layers
from index.errors import ModelUnavailable

DENSE = "encoder.layer.0.output.dense"


def weights() -> dict[str, NDArray[np.float32]]:
    return {
        f"{DENSE}.weight": np.array([[1, 2], [3, 4], [5, 6]], np.float32),
        f"{DENSE}.bias": np.array([7, 8, 9], np.float32),
    }


def changes() -> dict[str, NDArray[np.float16]]:
    return {
        f"{DENSE}.lora_A": np.array([[1, -1]], np.float16),
        f"{DENSE}.lora_B": np.array([[2], [0], [0.5]], np.float16),
        "head.weight": np.array([[1, 0, 1]], np.float16),
        "head.bias": np.array([-0.25], np.float16),
    }


def test_the_product_is_added_to_the_matrix_and_nothing_else_changes() -> None:
    before = weights()

    result = adapted(before, changes())

    # B @ A = [[2, -2], [0, 0], [0.5, -0.5]]
    np.testing.assert_array_equal(result[f"{DENSE}.weight"], np.array([[3, 0], [3, 4], [5.5, 5.5]], np.float32))
    np.testing.assert_array_equal(result[f"{DENSE}.bias"], [7, 8, 9])
    np.testing.assert_array_equal(result["head.weight"], [[1, 0, 1]])
    np.testing.assert_array_equal(result["head.bias"], [-0.25])
    assert result.keys() == {f"{DENSE}.weight", f"{DENSE}.bias", "head.weight", "head.bias"}
    assert {value.dtype for value in result.values()} == {np.dtype(np.float32)}
    np.testing.assert_array_equal(before[f"{DENSE}.weight"], weights()[f"{DENSE}.weight"])


def test_an_adapter_of_another_shape_is_refused() -> None:
    wider = changes() | {f"{DENSE}.lora_A": np.ones((1, 3), np.float16)}

    with pytest.raises(ModelUnavailable, match=r"output\.dense\.weight by \(3, 3\)"):
        adapted(weights(), wider)


def test_an_adapter_of_more_layers_is_refused() -> None:
    deeper = changes() | {
        "encoder.layer.1.output.dense.lora_A": np.ones((1, 2), np.float16),
        "encoder.layer.1.output.dense.lora_B": np.ones((3, 1), np.float16),
    }

    with pytest.raises(ModelUnavailable, match=r"encoder\.layer\.1"):
        adapted(weights(), deeper)


def test_the_layers_are_those_up_to_the_last_changed_one() -> None:
    assert adapted_layers(changes()) == 1
    assert adapted_layers({"encoder.layer.10.output.dense.lora_A": np.ones((1, 2), np.float16)} | changes()) == 11
