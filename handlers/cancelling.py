"""`/batal` and `Batal`: leave a form, from anywhere, as often as one likes."""

from collections.abc import Mapping

from community.answer_forms import FOLLOW_UP
from community.forms import FORMS, title
from community.menu import CancelForm
from community.planning import CHANGE as SESSION_CHANGE
from community.planning import NEW as SESSION
from community.reply import Reply
from community.roles import allows
from community.texts import common
from community.texts import joining as texts
from handlers import answered, filling, planning, profile, programme_days, reach, settings
from handlers.request import Request
from handlers.route import Handler

AFTERWARDS: Mapping[str, Handler] = {
    "profile": profile.open_profile,
    "pause": settings.open_settings,
    "reach": reach.leave,
    "programme": programme_days.open_programmes,
    FOLLOW_UP.name: answered.leave,
    SESSION.name: planning.late,
    SESSION_CHANGE.name: planning.late,
}
"""Where a form brings the person back to; without a line here, to a short confirmation."""


async def cancel(request: Request) -> Reply:
    """`/batal`: leave the open form; where none is open, offer those that were kept."""
    draft = request.person.draft
    if draft is not None:
        return await cancel_form(request, draft.form)
    kept = await filling.list_kept(request)
    if not kept:
        return request.show(texts.nothing_open())
    form = kept[0].form
    return request.show(texts.only_kept(form, title(form)))


async def cancel_tapped(request: Request, data: CancelForm) -> Reply:
    """`Batal`: leave the form that the button stands under, open or kept."""
    return await cancel_form(request, data.form)


async def cancel_form(request: Request, form: str) -> Reply:
    """Throw the draft of a form away and say so."""
    gone = await request.unit.drafts.discard(request.person.id, form)
    toast = request.toast("" if gone else common.OLD_BUTTON)
    after, known, person = AFTERWARDS.get(form), FORMS.get(form), request.person
    if after is not None and known is not None and allows(known.access, person.state, person.role):
        return toast + await after(request)
    if not gone:
        return toast + request.show(texts.nothing_open())
    return toast + request.show(texts.cancelled(title(form)))
