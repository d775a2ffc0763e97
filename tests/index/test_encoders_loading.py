"""Choosing an encoder, and making the default one once, whatever happens meanwhile."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest

from index.encoders.adapter import adapter_hash
from index.encoders.hashing import HashingEncoder
from index.encoders.loading import default_cache_dir, load_encoder, packaged_identity, packaged_model
from index.encoders.model_folder import MANIFEST, ModelFolder, find_model_folder, folder_name
from index.encoders.onnx_encoder import OnnxEncoder
from index.encoders.packaged_weights import packaged_source, packaged_weights_path, weights_hash
from index.errors import ModelUnavailable

CONVERT = (
    "import pathlib, sys\n"
    "from index.encoders.loading import packaged_model\n"
    "print(packaged_model(pathlib.Path(sys.argv[1]), lambda line: print(line, flush=True)).path)\n"
)


@pytest.fixture
def fresh_cache(tmp_path: Path) -> Iterator[Path]:
    cache = tmp_path / "cache"
    yield cache
    # Over half a gigabyte, which pytest would keep for three runs.
    shutil.rmtree(cache, ignore_errors=True)


def start_conversion(cache: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", CONVERT, str(cache)], stdout=subprocess.PIPE, text=True)


def output_until(process: subprocess.Popen[str], wanted: str) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if wanted in line:
            return
    pytest.fail(f"the process ended without saying {wanted!r}")


def test_the_cache_folder_can_be_named(tmp_path: Path) -> None:
    assert default_cache_dir({"POLICYKB_CACHE": str(tmp_path)}) == tmp_path
    assert default_cache_dir({}) == Path(platformdirs.user_cache_dir("policykb", appauthor=False))
    assert default_cache_dir({"POLICYKB_CACHE": ""}) == Path(platformdirs.user_cache_dir("policykb", appauthor=False))


def test_no_name_is_the_packaged_model(cache_dir: Path, model_folder: ModelFolder) -> None:
    encoder = load_encoder(None, cache_dir=cache_dir)

    assert isinstance(encoder, OnnxEncoder)
    assert encoder.identity == model_folder.identity


def test_the_fake_can_be_named(tmp_path: Path) -> None:
    assert isinstance(load_encoder("hashing", cache_dir=tmp_path), HashingEncoder)
    assert not list(tmp_path.iterdir())


def test_the_identity_is_the_same_before_and_after_conversion(
    tmp_path: Path, cache_dir: Path, model_folder: ModelFolder
) -> None:
    assert packaged_identity(tmp_path) == packaged_identity(cache_dir) == model_folder.identity
    assert model_folder.identity.weights_hash == weights_hash(packaged_weights_path())
    assert not list(tmp_path.iterdir())


def test_a_model_that_is_there_is_only_read(cache_dir: Path, model_folder: ModelFolder) -> None:
    before = {path: path.stat().st_mtime_ns for path in model_folder.path.rglob("*")}
    said: list[str] = []

    packaged_model(cache_dir, said.append)

    assert not said
    assert {path: path.stat().st_mtime_ns for path in model_folder.path.rglob("*")} == before


def test_a_cache_that_cannot_be_written_is_named_with_the_fix(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, not a folder", encoding="utf-8")

    with pytest.raises(ModelUnavailable, match=r"cannot be kept here.*POLICYKB_CACHE"):
        packaged_model(tmp_path / "cache", lambda line: None)


def test_after_a_killed_conversion_two_processes_make_one_model(fresh_cache: Path, model_folder: ModelFolder) -> None:
    models = fresh_cache / "models"
    manifest = json.loads((model_folder.path / MANIFEST).read_text("utf-8"))
    source = manifest["source"]
    assert source.startswith(packaged_source(packaged_weights_path()))
    assert source.endswith(adapter_hash()[:16])

    killed = start_conversion(fresh_cache)
    output_until(killed, "Writing the graphs")
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert [path.name for path in models.iterdir() if path.name.startswith(".staging-")]
    assert find_model_folder(models, source) is None

    # Nor is a damaged model in the way.
    damaged = models / folder_name(model_folder.identity, adapter_hash())
    damaged.mkdir()
    shutil.copy(model_folder.path / MANIFEST, damaged)
    assert find_model_folder(models, source) is None

    one, other = start_conversion(fresh_cache), start_conversion(fresh_cache)
    outputs = [one.communicate()[0], other.communicate()[0]]

    assert (one.returncode, other.returncode) == (0, 0)
    assert sum("Writing the graphs" in output for output in outputs) == 1
    assert sum("Another process" in output for output in outputs) == 1
    made = find_model_folder(models, source)
    assert made is not None
    assert {output.splitlines()[-1] for output in outputs} == {str(made.path)}
    assert sorted(path.name for path in models.iterdir()) == [".lock", made.path.name]
    # The same weights make the same model.
    assert made.identity == model_folder.identity
    text = ["同样的权重得到同样的向量"]
    ours, theirs = OnnxEncoder(made), OnnxEncoder(model_folder)
    assert ours.encode_passages(text).tobytes() == theirs.encode_passages(text).tobytes()
