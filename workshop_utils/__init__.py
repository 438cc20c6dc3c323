"""What a notebook imports. Each name is loaded when it is first used, so that the import itself costs little."""

from importlib import import_module

_ROOMS = {
    "connect": "connection", "connect_async": "connection", "models": "connection",
    "data_path": "settings", "doctor": "commands.doctor",
    "harbor_bank": "harbor_bank",
    "tool": "tools", "Tool": "tools",
    "Chat": "chat", "Trace": "trace",
    "TaskBoard": "tasks", "progress": "tasks", "DurableTaskBoard": "durable", "step": "durable", "step_key": "durable",
    "progress_report": "exercises.report",
    "timeline": "show", "transcript": "show", "bars": "show", "cost": "show", "ChatBox": "show",
}
__all__ = sorted(_ROOMS)


def __getattr__(name: str):
    if name not in _ROOMS:
        raise AttributeError(f"workshop_utils has no {name!r}. It has: {', '.join(__all__)}.")
    room = import_module(f".{_ROOMS[name]}", __name__)
    value = room if name == _ROOMS[name] else getattr(room, name)
    if name.endswith("TaskBoard"):
        import_module(".show", __name__)          # which puts a face on boards
    globals()[name] = value
    return value


def __dir__():
    return __all__
