"""/api/v1: Upload a pack, get a report, publish."""

from typing import Any

from orientation.actor import Role
from orientation.catalog.models import PackVersion
from orientation.catalog.schemas import VersionSchema
from orientation.http.access import current_actor, requires
from orientation.http.api import PROBLEM, feature_blueprint
from orientation.publishing import service
from orientation.publishing.upload_schemas import UploadSchema
from orientation.publishing.uploads import takes_pack

blueprint = feature_blueprint("publishing", "Upload a pack, get a report, publish.")


@blueprint.post("/uploads")
@takes_pack
@blueprint.arguments(UploadSchema, location="files")
@blueprint.response(201, VersionSchema)
@blueprint.alt_response(409, **PROBLEM)
@requires(Role.EDITOR)
def upload_pack(form: dict[str, Any]) -> PackVersion:
    """Check a zipped pack. Without faults it becomes a version that is ready to be published."""
    return service.upload(current_actor(), form["pack"].read())
