"""Which file and which variable decides, and what is said about a value that can't be used."""

import pytest

from workshop_utils import data_path
from workshop_utils.settings import Settings, SettingsError, load, repository

WORKSHOP = '''
provider = "practice"
max_usd = 0.5
[practice]
first_token_s = 0.1
[practice.models]
chat = "practice"
embedding = "practice-embedding"
[openai.models]
chat = "model-a"
[compatible]
base_url = "http://localhost:1234/v1/"
api = "chat"
[prices]
"model-a" = [0.25, 2]
'''


@pytest.fixture
def course(tmp_path):
    (tmp_path / "workshop.toml").write_text(WORKSHOP)
    (tmp_path / "notebooks").mkdir()
    return tmp_path


def test_the_practice_model_is_chosen_also_when_a_key_lies_in_the_environment(course):
    chosen = load(course / "notebooks", {"OPENAI_API_KEY": "sk-secret", "OPENAI_BASE_URL": "https://elsewhere"})
    assert chosen.provider == "practice" and chosen.key_name is None and chosen.models["chat"] == "practice"
    assert "sk-secret" not in repr(chosen)


def test_without_any_file_the_practice_model_has_all_its_names(tmp_path):
    chosen = load(tmp_path, {})
    assert set(chosen.models) == {"base", "chat", "embedding", "realtime"} and chosen.sources == ()


def test_local_settings_win_table_by_table_and_the_environment_over_both(course):
    (course / "workshop.local.toml").write_text('provider = "openai"\n[openai.models]\nembedding = "e"\n')
    chosen = load(course, {})
    assert (chosen.provider, chosen.models, chosen.max_usd) == ("openai", {"chat": "model-a", "embedding": "e"}, 0.5)
    assert chosen.sources == ("workshop.toml", "workshop.local.toml")
    chosen = load(course, {"WORKSHOP_PROVIDER": "compatible", "WORKSHOP_CHAT_MODEL": "llama", "WORKSHOP_MAX_USD": "1"})
    assert (chosen.provider, chosen.models, chosen.max_usd) == ("compatible", {"chat": "llama"}, 1.0)
    assert chosen.base_url == "http://localhost:1234/v1"


def test_a_base_url_in_the_environment_chooses_the_compatible_server(course):
    chosen = load(course, {"WORKSHOP_BASE_URL": "http://127.0.0.1:9/v1"})
    assert (chosen.provider, chosen.base_url, chosen.key_name) == ("compatible", "http://127.0.0.1:9/v1", "WORKSHOP_API_KEY")


def test_which_api_a_compatible_server_speaks_is_a_setting(course):
    assert load(course, {"WORKSHOP_PROVIDER": "compatible"}).api == "chat"
    assert load(course, {}).api == "responses" == Settings().api


def test_prices_are_pairs_of_us_dollars_per_million_tokens(course):
    assert load(course, {}).prices == {"model-a": (0.25, 2.0)}


@pytest.mark.parametrize("text, words", [
    ("provider = ", "can't be read"), ('provider = "opnai"', "provider is 'opnai'. It can be practice, openai, compatible"),
    ("provider = 5", "provider is 5"), ('max_usd = "much"', "max_usd is 'much'; it must be a number, zero or more"),
    ("max_usd = -1", "max_usd is -1"), ("max_usd = true", "max_usd is True"), ("max_usd = nan", "max_usd is nan"),
    ("practice = 5", "practice is 5; it must be a table, written as [practice]"),
    ("[practice]\nfirst_token_s = -1", "practice.first_token_s is -1"),
    ('[practice.models]\nchat = ""', "it maps a role to a model's name"), ('[practice.models]\nchatt = "x"', "no role 'chatt'. Roles: base, chat"),
    ('[prices]\n"m" = 3', "The price of 'm' is 3; it must be two numbers"), ('[prices]\n"m" = [1, -2]', "it must be two numbers"),
    ('provider = "compatible"\n[compatible]\nbase_url = "localhost:1"', "Set base_url under [compatible]"),
    ('provider = "compatible"\n[compatible]\nbase_url = "http://x/v1"\napi = "chats"', "compatible.api is 'chats'. It can be \"responses\", or \"chat\""),
])
def test_a_value_that_can_not_be_used_is_named_with_the_way_out(tmp_path, text, words):
    (tmp_path / "workshop.toml").write_text(text)
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, {})
    assert words in str(caught.value)


def test_the_file_of_a_syntax_error_is_named(tmp_path):
    (tmp_path / "workshop.toml").write_text("a = = 1")
    with pytest.raises(SettingsError, match="workshop.toml can't be read: .*line 1"):
        load(tmp_path, {})


def test_data_is_found_from_any_folder_of_the_course(course, monkeypatch):
    (course / "data").mkdir()
    (course / "data" / "articles").mkdir()
    monkeypatch.chdir(course / "notebooks")
    assert data_path("articles") == course / "data" / "articles" and repository() == course
    with pytest.raises(FileNotFoundError, match="In data/: articles"):
        data_path("article")


def test_data_outside_of_the_course_says_where_it_was_looked_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match="Start from a folder of the course"):
        data_path("articles")


def test_a_misspelt_setting_is_refused_with_the_nearest_name(tmp_path):
    (tmp_path / "workshop.toml").write_text('provider = "practice"\n[compatible]\nbase_ulr = "http://x/v1"\n', "utf-8")
    with pytest.raises(SettingsError, match=r"workshop.toml has no setting 'base_ulr' under \[compatible\]. Did you mean base_url\?"):
        load(tmp_path, {})
    (tmp_path / "workshop.toml").write_text('providr = "openai"\n', "utf-8")
    with pytest.raises(SettingsError, match=r"no setting 'providr'. Did you mean provider\? There are: provider, max_usd"):
        load(tmp_path, {})
