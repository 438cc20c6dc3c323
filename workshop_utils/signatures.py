"""What a Python signature says to a model: parameters with their types, descriptions and defaults."""

import functools
import inspect
import io
import logging
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


def arguments_type(function, name: str) -> pydantic.TypeAdapter:
    """A validator for the named arguments of `function`, which also knows their JSON Schema.

    Raises:
        SignatureProblem: for *args, **kwargs, or an annotation that can't be found or described
    """
    hints = {key: _portable(hint) for key, hint in _hints(function, name).items()}
    texts = _parameter_texts(function)
    fields = {p.name: _field(p, hints.get(p.name, Any), texts.get(p.name)) for p in parameters_of(function, name)}
    arguments = typing_extensions.TypedDict("Arguments", fields)
    arguments.__pydantic_config__ = pydantic.ConfigDict(extra="forbid", arbitrary_types_allowed=False)
    try:
        return pydantic.TypeAdapter(arguments)
    except (pydantic.PydanticUserError, pydantic.errors.PydanticSchemaGenerationError, TypeError) as error:
        raise SignatureProblem(f"{name} can't be offered to a model: {first_line(error)} Use types that JSON can carry "
                               "(str, int, float, bool, list, dict, Literal, Enum, dataclass, pydantic model).") from error


def parameters_of(function, name: str) -> list[inspect.Parameter]:
    """The parameters that a model fills.

    Raises:
        SignatureProblem: for *args or **kwargs, which have no place in an object of named arguments
    """
    parameters = list(inspect.signature(function).parameters.values())
    for p in parameters:
        if p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD):
            stars, better = ("*", "list[…]") if p.kind == p.VAR_POSITIONAL else ("**", "dict[str, …]")
            raise SignatureProblem(f"{name} takes {stars}{p.name}, which has no name that a model could fill. "
                                   f"Make it one parameter: {p.name}: {better}.")
    return parameters


def _field(parameter: inspect.Parameter, hint, text: str | None):
    """The TypedDict field of one parameter: annotation, description, default."""
    extra = {}
    optional = parameter.default is not parameter.empty
    if optional:
        hint = typing.Optional[hint] if parameter.default is None and hint is not Any else hint
        try:
            extra = {"default": pydantic_core.to_jsonable_python(parameter.default)}
        except (pydantic_core.PydanticSerializationError, ValueError):
            extra = {}                            # a default that JSON can't show is still the default
    description = _annotated_text(hint) or text
    described = Annotated[hint, FieldInfo(description=description, json_schema_extra=extra or None)]
    return typing_extensions.NotRequired[described] if optional else described


def _annotated_text(hint) -> str | None:
    """The description inside Annotated[...]: a plain string, a Doc, or a pydantic Field."""
    for note in getattr(hint, "__metadata__", ()):
        text = note if isinstance(note, str) else getattr(note, "documentation", None) or getattr(note, "description", None)
        if text:
            return text
    return None


def _hints(function, name: str) -> dict:
    """Annotations with strings resolved, also those that name types local to the caller."""
    plain = innermost(function)
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
        raise SignatureProblem(f"An annotation of {name} can't be found: {error}. Define or import that type "
                               "before the function.") from error


def _portable(hint):
    """`hint` with each typing.TypedDict as typing_extensions' own, which pydantic needs before Python 3.12."""
    if sys.version_info >= (3, 12):
        return hint
    if typing.is_typeddict(hint) and type(hint).__module__ == "typing":
        return typing_extensions.TypedDict(hint.__name__, {
            key: _portable_item(value, key in hint.__required_keys__)
            for key, value in typing.get_type_hints(hint, include_extras=True).items()})
    arguments = typing.get_args(hint)
    portable = tuple(map(_portable, arguments))
    if all(new is old for new, old in zip(portable, arguments)):
        return hint
    return typing.Union[portable] if isinstance(hint, types.UnionType) else hint.copy_with(portable)


def _portable_item(value, required: bool):
    """One key of a TypedDict; its own Required[…] or NotRequired[…] wins (with string annotations only that is right)."""
    if typing.get_origin(value) in (typing.Required, typing.NotRequired):
        required, value = typing.get_origin(value) is typing.Required, typing.get_args(value)[0]
    value = _portable(value)
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
    sections = _docstring(function)
    return "\n\n".join(s.value.strip() for s in sections if s.kind.value == "text").strip()


def _parameter_texts(function) -> dict[str, str]:
    """Descriptions of parameters: the docstring's, else a comment beside the parameter."""
    texts = _comments(function)
    for section in _docstring(function):
        if section.kind.value in ("parameters", "other parameters"):
            texts |= {item.name.lstrip("*"): " ".join(item.description.split()) for item in section.value if item.description}
    return texts


def _docstring(function):
    """The docstring's sections, in Google, NumPy or Sphinx style, as griffe reads them."""
    text = inspect.getdoc(function if inspect.isroutine(function) else innermost(function))
    if not text:
        return []
    import griffe
    logging.getLogger("griffe").setLevel(logging.CRITICAL)    # it comments on missing types, which the signature has
    docstring = griffe.Docstring(text)
    styles = [docstring.parse(style) for style in ("google", "numpy", "sphinx")]
    return max(styles, key=lambda sections: sum(s.kind.value != "text" for s in sections))


def _comments(function) -> dict[str, str]:
    """Comments that stand beside a parameter, on a line of its own: `city: str,  # where`."""
    try:
        source = inspect.getsource(innermost(function))
        tokens = list(tokenize.generate_tokens(io.StringIO(inspect.cleandoc(source)).readline))
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
