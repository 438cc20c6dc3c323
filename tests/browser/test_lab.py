"""What `workshop lab` opens: lesson 00, the whole repository beside it, and no question about news."""


def test_workshop_lab_opens_lesson_00_with_the_repository_in_view_and_no_news_prompt(page, lab):
    page.goto(lab)
    page.wait_for_selector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell")
    assert page.locator(".lm-TabBar-tab.jp-mod-current .lm-TabBar-tabLabel").first.inner_text() == "00_start_here.ipynb"
    # A crumb for the folder: the file browser's root is above it.
    assert page.locator(".jp-BreadCrumbs-item", has_text="notebooks").count() == 1
    page.wait_for_timeout(2_000)     # the prompt, if there were one, would come late
    assert page.locator(".jp-toastContainer, .Toastify__toast").filter(has_text="news").count() == 0
    assert page.locator(".jp-Dialog").count() == 0
