"""Toolsets in which one tool dispatches many functions, in every form that a schema has for it, and tools that tell of what was started."""

from toolsets import tool

from workshop_utils.practice.mind.conversation import ToolSpec

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
ACCOUNT = {"type": "string", "enum": ["checking", "savings", "joint"]}


def node(properties, **more):
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False, **more}


def branch(key, name, description, *, const=False, **properties):
    """One function of a dispatching tool: an object that names it in `key`."""
    return node({key: {"const": name} if const else {"type": "string", "enum": [name]}, **properties}, description=description)


def dispatching(name, description, parameter, schema, **more):
    return ToolSpec(name, description, {**node({parameter: schema}), **more})


def maybe(schema):
    """The strict form of an optional argument."""
    return {"anyOf": [schema, {"type": "null"}]}


BOARD = [
    dispatching("create_task", "Start slow work in the background and return a task id at once.", "task", {"anyOf": [
        branch("function", "deep_research", "Research a topic thoroughly and write a report.", topic=TEXT),
        branch("function", "audit_account", "Check all transactions of one account for mistakes.", account=ACCOUNT),
        branch("function", "search_flights", "Search flights to a city.", city=TEXT)]}),
    tool("check_task", "State, progress and result of one task, as of now.", task_id="str! id of the task"),
    tool("cancel_task", "Stop one task.", task_id="str! id of the task"),
    tool("list_tasks", "List all tasks with their states."),
    tool("get_balance", "Current balance of an account.", account="checking|savings|joint!"),
]

FARM = [
    dispatching("submit_job", "Hands a long computation to the render farm; returns a job id immediately, the work goes on in the background.", "call", {"oneOf": [
        branch("name", "render_video", "Render a video project.", const=True, project=TEXT, quality={"type": "string", "enum": ["draft", "final"]}),
        branch("name", "train_model", "Train a model on a dataset.", const=True, dataset=TEXT, epochs=maybe(WHOLE)),
        branch("name", "compress_folder", "Compress a folder into an archive.", const=True, path={**TEXT, "description": "path of the folder"})]}),
    tool("job_status", "How far a job is, and what it gave.", job_id="str! id of the job"),
    tool("abort_job", "Aborts a job.", job_id="str! id of the job"),
    tool("show_jobs", "Shows all jobs, running and finished."),
    tool("disk_space", "Free disk space of the farm."),
]

KITCHEN = [
    dispatching("run", "Does one thing in the kitchen.", "action", {"anyOf": [{"$ref": "#/$defs/oven"}, {"$ref": "#/$defs/coffee"}, {"$ref": "#/$defs/timer"}]}, **{"$defs": {
        "oven": branch("do", "heat_oven", "Heat the oven to a temperature in degrees Celsius.", temperature=WHOLE),
        "coffee": branch("do", "brew_coffee", "Brew some cups of coffee.", cups=WHOLE, strength=maybe({"$ref": "#/$defs/strength"})),
        "timer": branch("do", "set_timer", "Set a timer for a number of minutes.", minutes=WHOLE),
        "strength": {"type": "string", "enum": ["mild", "strong"]}}}),
    tool("read_recipe", "Read a recipe from the cookbook.", dish="str! name of the dish"),
]

LAB = [
    dispatching("call_function", "Queues slow laboratory work, which runs asynchronously; returns a run number.", "function_call",
                branch("function", "sequence_genome", "Sequence the genome of a sample.", sample={**TEXT, "description": "name of the organism"})),
    tool("run_state", "State of a run: queued, running, completed or failed.", run="str! number of the run"),
    tool("stop_run", "Stops a run.", run="str! number of the run"),
]

OFFICE = [
    dispatching("begin_work", "Begins long work in the background and gives a ticket for it.", "work", maybe({"anyOf": [
        branch("kind", "write_report", "Write a report about a subject.", subject=TEXT, pages=maybe(WHOLE)),
        branch("kind", "translate_document", "Translate a document into another language.", file=TEXT, language=TEXT),
        branch("kind", "collect_quotes", "Collect price quotes from suppliers for a product.", product=TEXT)]})),
    tool("translate_document", "Translate a document into another language.", file="str! file to translate", language="str! language to translate into"),
    tool("look_at_ticket", "Where the work of a ticket stands.", ticket="str! number of the ticket"),
    tool("drop_ticket", "Cancels the work of a ticket.", ticket="str! number of the ticket"),
    tool("open_tickets", "All tickets with their states."),
    tool("book_room", "Book a meeting room for a day.", room="str! name of the room", day="str! YYYY-MM-DD"),
]

ARCHIVE = [
    dispatching("start_operation", "Starts a long running operation of the city archive and returns immediately with an operation id.", "operation", {"oneOf": [
        branch("type", "scan_register", "Scan a church register of a parish.", const=True, parish=TEXT, year=WHOLE),
        branch("type", "trace_family", "Trace the ancestors of a family.", const=True, family=TEXT),
        branch("type", "restore_map", "Restore an old map.", const=True, map=TEXT)]}),
    tool("operation_status", "Status of an operation.", operation_id="str! id of the operation"),
    tool("stop_operation", "Stop an operation.", operation_id="str! id of the operation"),
    tool("list_operations", "List the operations."),
    tool("opening_hours", "Opening hours of the archive on a day.", day="monday|tuesday|friday!"),
]

STUDIO = [
    dispatching("enqueue", "Puts work into the queue of the studio; it runs by itself and the answer holds only a handle.", "item", {"anyOf": [
        branch("op", "mix_song", "Mix the tracks of a song.", song=TEXT),
        branch("op", "master_album", "Master a whole album for release.", album=TEXT, loudness=maybe({**WHOLE, "description": "loudness in LUFS"})),
        branch("op", "transcribe_interview", "Transcribe a recorded interview.", recording=TEXT, speakers=maybe(WHOLE))]}),
    tool("peek", "Where one piece of queued work stands, with its result once there is one.", handle_id="str! handle of the work"),
    tool("withdraw", "Cancel a piece of queued work.", handle_id="str! handle of the work"),
    tool("queue_overview", "All pieces of work in the queue with their states."),
    tool("song_length", "Length of a song in minutes.", song="str! title of the song"),
]

DISPATCH = {"board": BOARD, "farm": FARM, "kitchen": KITCHEN, "lab": LAB, "office": OFFICE, "archive": ARCHIVE, "studio": STUDIO}
