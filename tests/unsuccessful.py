"""Operations that succeed in no test, and why; the tests check the server's error responses instead."""

UNSUCCESSFUL = {
    "images.create_image_upload_entry": "a stub of the server, which answers 501",
    "model_manager.convert_model": "needs a full-size single-file model; a tiny diffusers folder is refused",
    "model_manager.get_hugging_face_models": "needs Hugging Face, which the tests cannot reach",
    "model_manager.install_hugging_face_model": "needs Hugging Face, which the tests cannot reach",
    "utilities.expand_prompt": "needs a language model on the server; an unknown one is refused",
    "utilities.image_to_prompt": "needs a vision model on the server; an unknown one is refused",
}
