"""Forms on screen, printed by the browser, as PDF, one or many."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response as Answer

from app.domain.errors import Refused
from app.jobs import queries as jobs
from app.jobs.models import Job
from app.jobs.service import enqueue
from app.office.documents import catalogue, many, prints, render, shelf, specimens
from app.office.documents.document import Document, document
from app.office.documents.forms import OrderForm
from app.printing.papers import PAPERS, page_rule
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import SIGNED_IN, actor, requires
from app.web.language import CHINESE

bp = Blueprint("documents", __name__, url_prefix="/documents")
PRINT_MANY = "documents.print_many"


@bp.get("/")
@requires(SIGNED_IN)
def index() -> Answer:
    """Every form that the office has, with an example and a blank of each."""
    papers = {key: paper.label for key, paper in PAPERS.items()}
    return _page("office/documents/index.html", shelves=catalogue.shelves(), papers=papers)


@bp.get("/<kind>/<any(example, blank):which>")
@requires(SIGNED_IN)
def specimen(kind: str, which: str) -> Answer:
    """The example or the blank of a form on screen; the browser may print it as often as it likes."""
    form = catalogue.listed(kind)
    sheet = specimens.sheet_of(form, which, request.args.get("paper"))
    return _page(
        "office/documents/specimen.html",
        form=form,
        which=which,
        sheet=sheet,
        papers={key: PAPERS[key].label for key in form.papers},
        body=specimens.html_of(form, which, sheet),
    )


@bp.get("/<kind>/<any(example, blank):which>.pdf")
@requires(SIGNED_IN)
def specimen_pdf(kind: str, which: str) -> Answer:
    """The example or the blank of a form as PDF."""
    form = catalogue.listed(kind)
    sheet = specimens.sheet_of(form, which, request.args.get("paper"))
    return _pdf(specimens.pdf_of(form, which, sheet), f"{form.chinese} {specimens.MARKS[which]}")


@bp.get("/<kind>/<int:subject_id>")
@requires(SIGNED_IN)
def show(kind: str, subject_id: int) -> Answer:
    """The paper on screen: as it would be printed next, or with `print` as it was counted."""
    form, arguments = _allowed(kind), _arguments(kind)
    sheet = render.sheet_for(form, request.args.get("paper"))
    number = request.args.get("print", type=int)
    if form.official and number:
        found = prints.Preview(prints.counted(form, actor(), subject_id, number).frozen, number)
    else:
        found = prints.preview(form, actor(), subject_id, arguments)
    pieces = render.pieces_of(form, found.values, sheet, count=found.count, copies=len(form.copies))
    return _page(
        "office/documents/show.html",
        form=form,
        subject_id=subject_id,
        sheet=sheet,
        papers={key: PAPERS[key].label for key in form.papers},
        arguments=arguments,
        counted=number or not form.official,
        count=found.count,
        why_not=prints.unfinished(form, found.values),
        body=Markup("").join(piece.html for piece in pieces),
    )


@bp.post("/<kind>/<int:subject_id>")
@requires(SIGNED_IN)
def print_(kind: str, subject_id: int) -> Answer:
    """Count one print and show the paper that the browser prints."""
    form = _allowed(kind)
    sheet = render.sheet_for(form, request.form.get("paper"))
    count = prints.count_one(form, actor(), subject_id, sheet) if form.official else None
    return hx.go(url_for(".show", kind=kind, subject_id=subject_id, paper=sheet.paper.key, print=count))


@bp.get("/<kind>/<int:subject_id>/pdf")
@requires(SIGNED_IN)
def pdf(kind: str, subject_id: int) -> Answer:
    """The paper as PDF. An official one is counted first; the address of a counted print may be opened again."""
    form = _allowed(kind)
    sheet = render.sheet_for(form, request.args.get("paper"))
    if not form.official:
        values = render.load(form, actor(), subject_id, _arguments(kind))
        return _pdf(render.pdf_of(form, values, sheet), form.chinese)
    number = request.args.get("print", type=int)
    if number is None:
        count = prints.count_one(form, actor(), subject_id, sheet)
        return hx.go(url_for(".pdf", kind=kind, subject_id=subject_id, paper=sheet.paper.key, print=count))
    before = prints.counted(form, actor(), subject_id, number)
    return _pdf(prints.counted_pdf(form, before, sheet, number), f"{form.chinese} {before.number}")


@bp.get("/sheet.css")
@requires(SIGNED_IN)
def sheet_style() -> Answer:
    """The rules of one paper as it lies in the printer."""
    key = request.args.get("paper", "")
    if key not in PAPERS:
        abort(404)
    # Browsers leave backgrounds away in print, and the columns of slips are ruled by one.
    return Response(f"{page_rule(render.sheet_of(key))}\n* {{ print-color-adjust: exact; }}", mimetype="text/css")


@bp.route("/<kind>/many", methods=["GET", "POST"])
@requires(SIGNED_IN)
def order(kind: str) -> Answer:
    """Ask for the papers of a period or a book as background work."""
    form = _allowed(kind)
    asked = OrderForm(form, many.many_of(form).arguments)
    if asked.posted():
        try:
            wanted = asked.order()
            many.stacks_of(form, wanted, actor())
            with unit_of_work(by=actor(), key=asked.key()) as work:
                facts = asked.arguments()
                job_id = enqueue(PRINT_MANY, f"print:{kind}", facts, by=actor(), language=CHINESE)
                work.result(url_for(".printed", job_id=job_id))
            return hx.go(url_for(".printed", job_id=job_id))
        except Refused as refused:
            asked.refuse(refused)
    return hx.render(
        "office/documents/order.html", "office/documents/_order.html", status=asked.status, form=asked, document=form
    )


@bp.get("/jobs/<int:job_id>")
@requires(SIGNED_IN)
def printed(job_id: int) -> Answer:
    """How far a print of many is, and its files."""
    return _page("office/documents/printed.html", job=_own(job_id))


@bp.get("/jobs/<int:job_id>/<int:number>")
@requires(SIGNED_IN)
def file(job_id: int, number: int) -> Answer:
    """One file of a print of many."""
    files = _own(job_id).result.get("files", [])
    if number >= len(files):
        abort(404)
    return _pdf(shelf.fetch(files[number]["file"]), files[number]["name"])


def _allowed(kind: str) -> Document:
    form = document(kind)
    if form.permission != SIGNED_IN and not actor().may(form.permission):
        raise Forbidden
    return form


def _arguments(kind: str) -> dict[str, str]:
    return {name: request.args[name][:60] for name in document(kind).arguments if request.args.get(name)}


def _own(job_id: int) -> Job:
    job = jobs.job(job_id)
    if job.kind != PRINT_MANY or job.staff_id != actor().staff_id:
        abort(404)
    return job


def _page(template: str, **context: object) -> Answer:
    return current_app.make_response(render_template(template, **context))


def _pdf(data: bytes, name: str) -> Answer:
    answer = Response(data, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name + '.pdf')}"
    return answer
