"""What a Python signature says to a model: parameters with their types, descriptions and defaults."""

import contextlib
import functools
import inspect
import io
import logging
import re
import sys
import tokenize
import types
import typing
from typing import Annotated, Any

import pydantic
import pydantic_core
import typing_extensions
from pydantic.fields import FieldInfo


class SignatureProblem(TypeError):
    """This function can't be offered to a model; the message names the parameter and the way out."""


# What pydantic can't turn into a schema at all; anything else that it complains about is said in its own words.
_NO_JSON = (pydantic.errors.PydanticSchemaGenerationError, pydantic.errors.PydanticInvalidForJsonSchema)


def described(function, parameters: list[inspect.Parameter], name: str) -> tuple[pydantic.TypeAdapter, dict]:
    """A validator for the named arguments of `function`, and their JSON Schema as pydantic writes it.

    Raises:
        SignatureProblem: for an annotation that can't be found or described
    """
    hints = {key: _portable(hint) for key, hint in _hints(function, name).items()}
    texts = _parameter_texts(function, {p.name for p in parameters if not _annotated_text(hints.get(p.name))})
    fields = {p.name: _field(p, hints.get(p.name, Any), texts.get(p.name)) for p in parameters}
    arguments = typing_extensions.TypedDict("Arguments", fields)
    arguments.__pydantic_config__ = pydantic.ConfigDict(extra="forbid", allow_inf_nan=False)
    try:
        adapter = pydantic.TypeAdapter(arguments)
        return adapter, adapter.json_schema()
    except (pydantic.PydanticUserError, *_NO_JSON, TypeError) as error:
        raise SignatureProblem(_undescribable(name, parameters, hints, error)) from error


def _undescribable(name: str, parameters: list, hints: dict, error: Exception) -> str:
    """Which parameter it was, found by trying each alone."""
    for parameter in parameters:
        hint = hints.get(parameter.name, Any)
        try:
            pydantic.TypeAdapter(hint).json_schema()
        except _NO_JSON:
            return (f'Parameter "{parameter.name}" of {name} is {getattr(hint, "__name__", hint)}, which JSON can\'t carry. Use a '
                    "type that it can: str, int, float, bool, list, dict, Literal, Enum, a dataclass or a pydantic model.")
        except (pydantic.PydanticUserError, TypeError) as own:
            return f'Parameter "{parameter.name}" of {name} can\'t be offered to a model: {first_line(own)}'
    return f"{name} can't be offered to a model: {first_line(error)}"


def parameters_of(function, name: str) -> list[inspect.Parameter]:
    """The parameters that a model fills.

    Raises:
        SignatureProblem: for *args or **kwargs, which have no place in an object of named arguments
    """
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except NameError as error:                    # since Python 3.14, for an annotation that is not defined yet
        raise SignatureProblem(_not_found(name, error)) from error
    except ValueError:
        raise SignatureProblem(f"{name} does not say which parameters it takes, as some built-in functions do not. Write a "
                               "function of your own that calls it.") from None
    for p in parameters:
        if p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD):
            stars, better = ("*", "list[…]") if p.kind == p.VAR_POSITIONAL else ("**", "dict[str, …]")
            raise SignatureProblem(f"{name} takes {stars}{p.name}, which has no name that a model could fill. "
                                   f"Make it one parameter: {p.name}: {better}.")
        if isinstance(p.default, FieldInfo):
            raise SignatureProblem(f'The default of "{p.name}" of {name} is a Field(…), which Python would hand to the function '
                                   f"as it is. Put it beside the type: {p.name}: Annotated[…, Field(…)] = ….")
    return parameters


def _field(parameter: inspect.Parameter, hint, text: str | None):
    """The TypedDict field of one parameter: annotation, description, default."""
    extra, description = {}, _annotated_text(hint) or text
    optional = parameter.default is not parameter.empty
    if optional:
        hint = typing.Optional[hint] if parameter.default is None and hint is not Any else hint
        with contextlib.suppress(pydantic_core.PydanticSerializationError, ValueError):
            # A default that JSON can't show is still the default; it is only not in the schema.
            extra = {"default": pydantic_core.to_jsonable_python(parameter.default, inf_nan_mode="strings")}
    note = FieldInfo(description=description, json_schema_extra=extra or None)
    return typing_extensions.NotRequired[Annotated[hint, note]] if optional else Annotated[hint, note]


def _annotated_text(hint) -> str | None:
    """The description inside Annotated[...]: a plain string, a Doc, or a pydantic Field; also within `… | None`."""
    for note in getattr(hint, "__metadata__", ()):
        text = note if isinstance(note, str) else getattr(note, "documentation", None) or getattr(note, "description", None)
        if text:
            return text
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return next(filter(None, map(_annotated_text, typing.get_args(hint))), None)
    return None


def _hints(function, name: str) -> dict:
    """Annotations with strings resolved, also those that name types local to the caller."""
    plain = innermost(function)
    if inspect.isbuiltin(plain):
        return {}
    try:
        return typing.get_type_hints(plain, include_extras=True)
    except NameError:
        pass                                      # a type that is local to the function we are called from
    frame, around = sys._getframe(1), {}
    while frame:
        around = {**frame.f_locals, **around}
        frame = frame.f_back
    try:
        return typing.get_type_hints(plain, localns=around, include_extras=True)
    except NameError as error:
        raise SignatureProblem(_not_found(f"{name}{_of_parameter(plain, error)}", error)) from error


def _not_found(whose: str, error: NameError) -> str:
    return f"An annotation of {whose} can't be found: {error}. Define or import that type before the function."


def _of_parameter(plain, error: NameError) -> str:
    """Whose annotation mentions the missing name, if the annotations can be read as text."""
    try:
        texts = plain.__annotations__
    except NameError:                             # since Python 3.14 they are evaluated only here
        return ""
    return next((f', of "{key}",' for key, value in texts.items() if str(error.name) in str(value)), "")


def _portable(hint, within: tuple = ()):
    """`hint` with each typing.TypedDict as typing_extensions' own, which pydantic needs before Python 3.12."""
    if sys.version_info >= (3, 12):
        return hint
    if typing.is_typeddict(hint) and type(hint).__module__ == "typing":
        return _portable_dict(hint, within)
    arguments = typing.get_args(hint)
    portable = tuple(_portable(argument, within) for argument in arguments)
    if all(new is old for new, old in zip(portable, arguments)):
        return hint
    if isinstance(hint, types.GenericAlias):      # list[Film] and the like
        return types.GenericAlias(typing.get_origin(hint), portable)
    return typing.Union[portable] if isinstance(hint, types.UnionType) else hint.copy_with(portable)


def _portable_dict(hint, within: tuple):
    if hint in within:
        raise SignatureProblem(f"{hint.__name__} contains itself, which typing.TypedDict can't say to a model before "
                               "Python 3.12. Import TypedDict from typing_extensions.")
    items = {key: _portable_item(value, key in hint.__required_keys__, (*within, hint))
             for key, value in typing.get_type_hints(hint, include_extras=True).items()}
    return typing_extensions.TypedDict(hint.__name__, items)


def _portable_item(value, required: bool, within: tuple):
    """One key of a TypedDict; its own Required[…] or NotRequired[…] wins (with string annotations only that is right)."""
    if typing.get_origin(value) in (typing.Required, typing.NotRequired):
        required, value = typing.get_origin(value) is typing.Required, typing.get_args(value)[0]
    value = _portable(value, within)
    return value if required else typing_extensions.NotRequired[value]


def innermost(function):
    """The plain function that carries annotations and docstring: below partials, bound methods and callable objects."""
    while isinstance(function, functools.partial):
        function = function.func
    if inspect.isroutine(function) or inspect.isclass(function):
        return inspect.unwrap(function)
    return type(function).__call__


def documentation(function) -> str:
    """What the docstring says before its list of arguments, in one paragraph or more."""
    return "\n\n".join(s.value.strip() for s in _docstring(function) if s.kind.value == "text").strip()


def _parameter_texts(function, wanted: set[str]) -> dict[str, str]:
    """Descriptions of these parameters: the docstring's, else a comment beside the parameter."""
    texts = {}
    for section in _docstring(function):
        if section.kind.value in ("parameters", "other parameters"):
            texts |= {item.name.lstrip("*"): " ".join(item.description.split()) for item in section.value if item.description}
    return texts if wanted <= set(texts) else _comments(function) | texts


def _docstring(function):
    """The docstring's sections, in Google, NumPy or Sphinx style, as griffe reads them."""
    return _sections(inspect.getdoc(function if inspect.isroutine(function) else innermost(function)) or "")


@functools.lru_cache(maxsize=256)
def _sections(text: str):
    if not text:
        return []
    import griffe
    logging.getLogger("griffe").setLevel(logging.CRITICAL)    # it comments on missing types, which the signature has
    docstring = griffe.Docstring(text)
    # Only the styles whose marks are there: each parser reads the whole text.
    styles = [style for style, mark in (("google", r":\s*$"), ("numpy", r"^\s*---"), ("sphinx", r"^\s*:\w+"))
              if re.search(mark, text, re.MULTILINE)] or ["google"]
    read = [docstring.parse(style) for style in styles]
    return max(read, key=lambda sections: sum(s.kind.value != "text" for s in sections))


def _comments(function) -> dict[str, str]:
    """Comments that stand beside a parameter, on a line of its own: `city: str,  # where`."""
    try:
        source = inspect.getsource(innermost(function))
        tokens = list(tokenize.generate_tokens(io.StringIO(inspect.cleandoc(source)).readline)) if "#" in source else []
    except (OSError, TypeError, tokenize.TokenError, SyntaxError):
        return {}                                 # typed at a prompt, or built in: there is no source to read
    starts: dict[int, list[str]] = {}
    comments, depth, expects = {}, 0, False
    for token in tokens:
        if token.type == tokenize.OP and token.string in "([{":
            expects = depth == 0
            depth += 1
        elif token.type == tokenize.OP and token.string in ")]}":
            depth -= 1
        elif token.type == tokenize.OP and token.string == "," and depth == 1:
            expects = True
        elif token.type == tokenize.NAME and depth == 1 and expects:
            starts.setdefault(token.start[0], []).append(token.string)
            expects = False
        elif token.type == tokenize.COMMENT:
            comments[token.start[0]] = token.string.lstrip("# ").strip()
        elif token.type == tokenize.NEWLINE and starts and depth == 0:
            break
    one_line = len({t.start[0] for t in tokens if t.type == tokenize.NAME and t.string == "def"} & set(starts)) and len(starts) == 1
    return {} if one_line else {names[0]: comments[line] for line, names in starts.items()
                                if len(names) == 1 and comments.get(line)}


def first_line(error: Exception) -> str:
    """The first line of an error's text, as a sentence."""
    return str(error).strip().splitlines()[0].rstrip(".") + "."
