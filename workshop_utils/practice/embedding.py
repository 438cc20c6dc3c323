"""Text embeddings offline: the mean of wordllama's token vectors, 256 numbers of length one.

The two files in wordllama's wheel are read directly: its own loader looks elsewhere and then downloads.
"""

import importlib.util
import threading
from functools import lru_cache
from pathlib import Path

DIMENSIONS = 256
_lock = threading.Lock()


def embed(texts: list[str]):
    """Vectors of texts.

    Args:
        texts: any number of strings
    Returns:
        float32 array of shape (len(texts), 256), each row of length one (zero for a text without tokens)
    """
    return embed_tokens(encode(texts))


def encode(texts: list[str]) -> list[list[int]]:
    """The token ids of texts."""
    tokenizer, _ = _files()
    return [encoding.ids for encoding in tokenizer.encode_batch(texts, add_special_tokens=False)]


def embed_tokens(ids: list[list[int]]):
    """The same for texts that are token ids already, each below vocabulary_size()."""
    import numpy as np

    _, rows = _files()
    vectors = np.zeros((len(ids), DIMENSIONS), np.float32)
    for number, tokens in enumerate(ids):
        if tokens:
            vectors[number] = rows[tokens].mean(axis=0, dtype=np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths == 0, 1, lengths)


def vocabulary_size() -> int:
    """One more than the largest token id."""
    return len(_files()[1])


def _files():
    with _lock:
        return _load()


@lru_cache(maxsize=1)
def _load():
    """The tokenizer, and the vectors as a (32000, 256) array."""
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    spec = importlib.util.find_spec("wordllama")
    if spec is None:
        raise ModuleNotFoundError("Embeddings need the package wordllama: pip install wordllama==0.2.2.post0")
    root = Path(spec.origin).parent
    tokenizer = Tokenizer.from_file(str(root / "tokenizers" / "l2_supercat_tokenizer_config.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    weights = load_file(str(root / "weights" / "l2_supercat_256.safetensors"))
    return tokenizer, weights["embedding.weight"]
