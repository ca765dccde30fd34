"""All forms of the bot by name; a later feature adds its own here and a route in handlers/."""

from community import (
    answer_forms,
    asking,
    correcting,
    joining,
    pausing,
    planning,
    post_forms,
    programme_form,
    publishing_form,
    question_forms,
    reach_history,
    recording,
    replicating_form,
    report_forms,
    rule_form,
    searching,
    sharing,
    synonym_form,
    template_form,
    topic_form,
)

FORMS = {
    form.name: form
    for form in (
        joining.JOIN,
        searching.FORM,
        correcting.FORM,
        pausing.FORM,
        programme_form.FORM,
        publishing_form.FORM,
        rule_form.FORM,
        planning.NEW,
        planning.CHANGE,
        recording.FORM,
        answer_forms.ANSWER,
        answer_forms.FOLLOW_UP,
        template_form.FORM,
        reach_history.FORM,
        question_forms.REQUEST,
        question_forms.REFUSAL,
        question_forms.EXPLAIN,
        question_forms.LOOK_UP,
        post_forms.SEND_BACK,
        post_forms.REFUSAL,
        post_forms.TAKE_DOWN,
        topic_form.FORM,
        synonym_form.FORM,
        report_forms.REPORT,
        report_forms.REMOVAL,
        asking.FORM,
        sharing.FORM,
        sharing.REVISION,
        replicating_form.FORM,
    )
}


PASSING = frozenset({searching.FORM.name})
"""Forms that hold nothing worth keeping while they are open: nobody is reminded of them."""


def title(name: str) -> str:
    """Return what people call a form, also one that an older version left behind."""
    form = FORMS.get(name)
    return "isian" if form is None else form.title
