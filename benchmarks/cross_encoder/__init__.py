"""Trains the cross-encoder's adapter: questions with sentences go in, ``adapter.safetensors`` and its figures come out.

``own`` and ``squad`` read questions, ``training`` teaches ``network``, ``measures`` says how well a cross-encoder does
on questions kept from it. Begin with ``group``.
"""
