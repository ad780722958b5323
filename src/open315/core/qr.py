"""Addresses as pictures that the camera of a telephone opens (QR): one way to draw them for pages, documents and badges."""

import base64
import io

import qrcode
from qrcode.image.svg import SvgPathImage


def qr_svg(address: str) -> str:
    """The picture as SVG."""
    buffer = io.BytesIO()
    qrcode.make(address, image_factory=SvgPathImage, border=1).save(buffer)
    return buffer.getvalue().decode()


def qr_png(address: str) -> bytes:
    """The picture as PNG, for programs that show no SVG."""
    buffer = io.BytesIO()
    qrcode.make(address, border=1).save(buffer)
    return buffer.getvalue()


def qr_source(address: str) -> str:
    """The picture as the source of an image of a page."""
    return f"data:image/svg+xml;base64,{base64.b64encode(qr_svg(address).encode()).decode()}"
