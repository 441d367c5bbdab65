from diagnostics.graph.resolve import resolve
from diagnostics.spec.reading import read_job

TWO_ANSWERS = """Layer (type)            Output Shape     Param #     Connected to
==================================================================
image (InputLayer)      [(None, 4)]      0           []
__________________________________________________________________
body (Dense)            (None, 8)        40          ['image[0][0]']
__________________________________________________________________
left (Dense)            (None, 2)        18          ['body[0][0]']
__________________________________________________________________
right (Dense)           (None, 3)        27          ['body[0][0]']
==================================================================
Total params: 85
"""


def outputs(**beside):
    document = {
        "dataset": {"location": "nowhere.npz"},
        "model": {"summary": {"text": TWO_ANSWERS}, **beside},
        "training": {"loss": "mse"},
    }
    return resolve(read_job(document), None).model.outputs


def test_all_that_a_summary_answers_with_is_kept():
    assert outputs() == ("left", "right")


def test_the_job_may_say_otherwise():
    assert outputs(outputs=["left"]) == ("left",)
