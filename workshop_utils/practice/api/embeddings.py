"""POST /v1/embeddings: strings or token ids in, vectors out, as floats or base64."""

import asyncio
import base64
from typing import Annotated, Literal

from pydantic import Field

from .. import embedding
from .base import Handler
from .errors import ApiError, invalid_type
from .fields import Params, by_kind
from .models import check_model

_MAX_INPUTS = 2048
_MAX_TOKENS = 8192
_EXPECTED = "one of a string, an array of strings, an array of integers, or an array of arrays of integers"


class EmbeddingRequest(Params):
    """POST /v1/embeddings"""

    input: by_kind(string=str, array=list)
    model: str
    dimensions: Annotated[int, Field(ge=1)] | None = None
    encoding_format: Literal["float", "base64"] | None = None
    user: str | None = None


class EmbeddingsHandler(Handler):
    """POST /v1/embeddings"""

    async def post(self):
        request = self.read(EmbeddingRequest)
        check_model(request.model, "embedding")
        texts, ids = _inputs(request.input)
        dimensions = request.dimensions or embedding.DIMENSIONS
        if dimensions > embedding.DIMENSIONS:
            raise ApiError(f"Invalid value for 'dimensions' = {dimensions}. Must be less than or equal to "
                           f"{embedding.DIMENSIONS}.", param="dimensions")
        self.meet_faults()
        vectors, count = await asyncio.get_running_loop().run_in_executor(None, _embed, texts, ids, dimensions)
        await self.rest(self.engine.delay(0))
        encode = _base64 if request.encoding_format == "base64" else lambda vector: vector.tolist()
        data = [{"object": "embedding", "index": number, "embedding": encode(vector)}
                for number, vector in enumerate(vectors)]
        self.send({"object": "list", "data": data, "model": request.model,
                   "usage": {"prompt_tokens": count, "total_tokens": count}})


def _base64(vector) -> str:
    return base64.b64encode(vector.astype("<f4").tobytes()).decode("ascii")


def _inputs(given):
    """(texts, None) or (None, lists of token ids), with the API's limits."""
    several = given if isinstance(given, list) and not _all(given, int) else [given]
    if not several or given == [] or "" in several or [] in several:
        raise ApiError("Invalid 'input': input cannot be an empty string or an empty array.", param="input",
                       code="invalid_value")
    if len(several) > _MAX_INPUTS:
        raise ApiError(f"Invalid 'input': array too long. Expected an array with maximum length {_MAX_INPUTS}, "
                       f"but got an array with length {len(several)} instead.", param="input",
                       code="array_above_max_length")
    if _all(several, str):
        return several, None
    if all(isinstance(one, list) and _all(one, int) for one in several):
        return None, several
    raise invalid_type("input", _EXPECTED, given)


def _all(values, kind) -> bool:
    return all(isinstance(value, kind) and not isinstance(value, bool) for value in values)


def _embed(texts, ids, dimensions):
    """Vectors of length one in so many dimensions, and the number of tokens."""
    import numpy as np

    if ids is None:
        ids = embedding.encode(texts)
    for number, tokens in enumerate(ids):
        if len(tokens) > _MAX_TOKENS:
            raise ApiError(f"Invalid 'input[{number}]': maximum context length is {_MAX_TOKENS} tokens, "
                           f"but it has {len(tokens)}.", param="input", code="context_length_exceeded")
        if any(not 0 <= token < embedding.vocabulary_size() for token in tokens):
            raise ApiError(f"Invalid 'input[{number}]': token ids must be from 0 to "
                           f"{embedding.vocabulary_size() - 1}.", param="input", code="invalid_value")
    vectors = embedding.embed_tokens(ids)[:, :dimensions]
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths == 0, 1, lengths), sum(map(len, ids))
