"""What `workshop lab` opens: lesson 00, the whole repository beside it, and no question about news."""

import sys


def test_workshop_lab_opens_lesson_00_with_the_repository_in_view_and_no_news_prompt(page, start_lab, course_copy):
    command = [sys.executable, "-m", "workshop_utils.cli", "lab", "--no-browser", "--"]
    address = start_lab(command, course_copy / "notebooks")     # any folder of the course will do
    page.goto(address)
    page.wait_for_selector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell", timeout=30_000)
    assert page.locator(".lm-TabBar-tab.jp-mod-current .lm-TabBar-tabLabel").first.inner_text() == "00_start_here.ipynb"
    assert page.locator(".jp-DirListing-itemText", has_text="notebooks").or_(
        page.locator(".jp-BreadCrumbs-item", has_text="notebooks")).count()
    page.wait_for_timeout(2_000)     # the prompt, if there were one, would come late
    assert page.locator(".jp-toastContainer, .Toastify__toast").filter(has_text="news").count() == 0
    assert page.locator(".jp-Dialog").count() == 0
