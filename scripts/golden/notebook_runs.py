#!/usr/bin/env python3
"""Writes Tests/Golden/notebook_runs.json: runs of the notebook's training with other sizes, seeds and rates.

    python3 scripts/golden/notebook_runs.py > Tests/Golden/notebook_runs.json

The network is the notebook's: a leaky ReLU layer, then sigmoid layers, the mean squared error and plain gradient
descent on one sample. Sample, target and weights come from NumPy's legacy stream in the notebook's order, with the
first weight matrix drawn twice. To keep the file small, losses are recorded at some epochs, and of each array of more
than 60 entries only each so many-th, row by row: "every" says how many.

exp is the C library's, one number at a time: NumPy's own, for arrays, differs from it in the last bit for about one
argument in twenty, and by machine.
"""

import json
import math

import numpy as np

LEAK = 0.1
RUNS = [
    # seed, sizes, learning rate, epochs
    (0, (1, 1, 1, 1), 0.01, 2000),
    (7, (1, 1, 1, 1), 1.0, 3000),  # ends at a loss near the rounding error squared
    (6, (2, 8, 3), 0.1, 500),
    (4294967295, (5, 3, 5, 4), 0.5, 500),
    (4, (64, 128, 64, 10), 0.1, 20),
    (8, (3, 4, 5, 6, 7, 2), 0.1, 300),
    (9, (300, 40, 30, 3), 1.0, 60),  # saturated: the sigmoids' arguments are in the hundreds
    (10, (1, 70, 1), 0.05, 200),
]

exp = np.vectorize(math.exp, otypes=[float])


def sigmoid(z):
    # exp overflows where the sigmoid is zero to the last bit.
    return 1 / (1 + exp(np.minimum(-z, 709.0)))


def run(seed, sizes, learning_rate, epochs):
    random = np.random.RandomState(seed)
    x = random.randint(1, 100, (sizes[0], 1)) / 100
    y = random.randint(1, 100, (sizes[-1], 1)) / 100
    random.random_sample((sizes[1], sizes[0]))
    weights = [random.random_sample((after, before)) for before, after in zip(sizes, sizes[1:])]
    biases = [np.zeros((size, 1)) for size in sizes[1:]]
    layers = range(len(weights))

    def forward():
        outputs = [x]
        for i in layers:
            z = weights[i] @ outputs[-1] + biases[i]
            outputs.append(np.where(z > 0, z, LEAK * z) if i == 0 else sigmoid(z))
        return outputs

    recorded = sorted({1 + round(k * (epochs - 1) / 19) for k in range(20)})
    losses, first_gradients, y_hat_before = [], {}, None
    for epoch in range(1, epochs + 1):
        outputs = forward()
        difference = outputs[-1] - y
        if epoch in recorded:
            losses.append(float(np.mean(difference**2)))
        delta = 2 * difference / len(y)
        gradients = {}
        for i in reversed(layers):
            a = outputs[i + 1]
            # The leaky ReLU has the sign of its argument.
            delta = delta * (np.where(a > 0, 1, LEAK) if i == 0 else a * (1 - a))
            gradients[f"w{i + 1}"] = delta @ outputs[i].T
            gradients[f"b{i + 1}"] = delta
            delta = weights[i].T @ delta
        if epoch == 1:
            y_hat_before = outputs[-1]
            first_gradients = {name: thinned(values) for name, values in gradients.items()}
        for i in layers:
            weights[i] = weights[i] - learning_rate * gradients[f"w{i + 1}"]
            biases[i] = biases[i] - learning_rate * gradients[f"b{i + 1}"]
    y_hat_after = forward()[-1]
    final = {f"w{i + 1}": thinned(weights[i]) for i in layers} | {f"b{i + 1}": thinned(biases[i]) for i in layers}
    return {
        "seed": seed,
        "sizes": sizes,
        "learning_rate": learning_rate,
        "epochs": epochs,
        "x": thinned(x),
        "y": thinned(y),
        "y_hat_before": thinned(y_hat_before),
        "first_gradients": first_gradients,
        "loss_epochs": recorded,
        "losses": losses,
        "final": final,
        "y_hat_after": thinned(y_hat_after),
        "final_loss": float(np.mean((y_hat_after - y) ** 2)),
    }


def thinned(values):
    every = max(1, values.size // 60)
    return {"shape": values.shape, "every": every, "values": values.ravel()[::every].tolist()}


print("{")
print(f' "numpy": "{np.__version__}",')
print(' "runs": [')
print(",\n".join("  " + json.dumps(run(*options)) for options in RUNS))
print(" ]")
print("}")
