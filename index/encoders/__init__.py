"""In: texts, and the name of an embedding model. Out: float32 unit vectors, one row a text.

Read ``encoder.py`` first: the seam. ``loading.py`` chooses behind it; nothing here imports torch until it must.
"""

from index.encoders.encoder import Encoder, EncoderIdentity
from index.encoders.hashing import HashingEncoder
from index.encoders.loading import default_cache_dir, load_encoder, packaged_identity
from index.encoders.onnx_encoder import OnnxEncoder

__all__ = [
    "Encoder",
    "EncoderIdentity",
    "HashingEncoder",
    "OnnxEncoder",
    "default_cache_dir",
    "load_encoder",
    "packaged_identity",
]
