"""The practice base model in this kernel, for lessons that train it further: no other server has what is trained here."""


def practice_base() -> tuple:
    """(client of the practice model in this process, name of its base model), whichever provider is chosen."""
    from .. import connection
    from ..practice.mind.base_model import NAME

    client = connection.connect()
    if connection.current().provider != "practice":
        import openai
        client = openai.OpenAI(base_url=connection.practice_server().base_url, api_key="practice")
    return client, NAME
