"""Shapes of the upload route."""

from flask_smorest.fields import Upload

from orientation.http.api import StrictSchema


class UploadSchema(StrictSchema):
    """A multipart form with the zip."""

    pack = Upload(required=True, metadata={"description": "The pack's source folder as a zip."})
