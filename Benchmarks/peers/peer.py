#!/usr/bin/env python3
"""A peer of the benchmarks: one library, one work, in a process that does rounds when told to.

    peer.py numpy|torch|jax|sklearn W1|W2|W3|W4 BATCH THREADS

The first line of output is name and version, or "error" and why. Then each line of input is answered by a number:
`run N` does N steps and answers the seconds that they took; `loss N` starts anew, with a rate at which steps show, and
answers the loss before the last of N steps.

Parameters, inputs and targets are drawn from NumPy's RandomState(1), in the order in which the Swift side draws them, so
that the losses must agree.
"""
import os
import sys
import time

import numpy as np

# Sizes, scalar, hidden activation, optimizer, the rate of the checked steps and that of the timed ones.
WORKS = {
    "W1": ([5, 3, 5, 4], np.float64, "notebook", "sgd", 0.01, 0.01),
    "W2": ([784, 128, 64, 10], np.float32, "relu", "sgd", 0.01, 1e-5),
    "W3": ([1024, 1024, 1024, 1024], np.float32, "relu", "sgd", 0.01, 1e-5),
    "W4": ([4, 32, 32, 3], np.float32, "tanh", "adam", 1e-3, 1e-7),
}


def draw(work, batch):
    sizes, scalar = WORKS[work][:2]
    random = np.random.RandomState(1)
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        limit = np.sqrt(6 / (inputs + outputs))
        weights = (2 * random.random_sample((outputs, inputs)) - 1) * limit
        layers.append((weights.astype(scalar), np.zeros(outputs, scalar)))
    x = random.random_sample((batch, sizes[0])).astype(scalar)
    if work == "W1":
        return layers, x, random.random_sample((batch, sizes[-1]))
    labels = (random.random_sample(batch) * sizes[-1]).astype(int)
    return layers, x, labels


class NumPy:
    """What one writes in NumPy: out of place where that reads better, in place for the parameters."""

    def __init__(self, work, batch):
        self.work = work
        _, self.scalar, self.activation, self.optimizer, *_ = WORKS[work]
        self.start, self.x, self.y = draw(work, batch)
        if work != "W1":
            self.y = np.eye(WORKS[work][0][-1], dtype=self.scalar)[self.y]

    name, version = "NumPy", np.__version__

    def reset(self, rate):
        self.rate = self.scalar(rate)
        self.parameters = [p.copy() for layer in self.start for p in layer]
        self.first = [np.zeros_like(p) for p in self.parameters]
        self.second = [np.zeros_like(p) for p in self.parameters]
        self.count = 0

    def activate(self, z, layer):
        if self.activation == "relu":
            return np.maximum(z, 0)
        if self.activation == "tanh":
            return np.tanh(z)
        return np.where(z > 0, z, self.scalar(0.1) * z) if layer == 0 else 1 / (1 + np.exp(-z))

    def derivative(self, a, layer):
        if self.activation == "relu":
            return (a > 0).astype(self.scalar)
        if self.activation == "tanh":
            return 1 - a * a
        return np.where(a > 0, self.scalar(1), self.scalar(0.1)) if layer == 0 else a * (1 - a)

    def step(self):
        weights, biases = self.parameters[0::2], self.parameters[1::2]
        last = len(weights) - 1
        values = [self.x]
        for i, (w, b) in enumerate(zip(weights, biases)):
            z = values[-1] @ w.T + b
            values.append(self.activate(z, i) if i < last or self.work == "W1" else z)
        output, rows = values[-1], len(self.x)
        if self.work == "W1":
            loss = np.mean((output - self.y) ** 2)
            delta = 2 * (output - self.y) / output.size * self.derivative(output, last)
        else:
            shifted = output - output.max(axis=1, keepdims=True)
            powers = np.exp(shifted)
            total = powers.sum(axis=1, keepdims=True)
            loss = np.mean(np.log(total[:, 0]) - (self.y * shifted).sum(axis=1))
            delta = (powers / total - self.y) / self.scalar(rows)
        gradients = [None] * len(self.parameters)
        for i in range(last, -1, -1):
            gradients[2 * i], gradients[2 * i + 1] = delta.T @ values[i], delta.sum(axis=0)
            if i > 0:
                delta = (delta @ weights[i]) * self.derivative(values[i], i - 1)
        self.count += 1
        if self.optimizer == "sgd":
            for p, g in zip(self.parameters, gradients):
                p -= self.rate * g
        else:
            size = self.scalar(self.rate / (1 - 0.9**self.count))
            root = self.scalar(np.sqrt(1 - 0.999**self.count))
            for p, g, m, v in zip(self.parameters, gradients, self.first, self.second):
                m *= self.scalar(0.9)
                m += self.scalar(0.1) * g
                v *= self.scalar(0.999)
                v += self.scalar(0.001) * g * g
                p -= size * m / (np.sqrt(v) / root + self.scalar(1e-8))
        return loss

    def steps(self, count):
        for _ in range(count):
            loss = self.step()
        return float(loss)


class Torch:
    """PyTorch as its tutorials have it: modules, autograd, an optimizer of its own."""

    def __init__(self, work, batch, threads):
        import torch

        torch.set_num_threads(threads)
        self.torch, self.work, self.version = torch, work, torch.__version__
        self.start, x, y = draw(work, batch)
        self.x, self.y = torch.from_numpy(x), torch.from_numpy(y)

    name = "PyTorch"

    def reset(self, rate):
        torch, (sizes, _, activation, optimizer, *_) = self.torch, WORKS[self.work]
        modules = []
        for i, (weights, bias) in enumerate(self.start):
            layer = torch.nn.Linear(sizes[i], sizes[i + 1], dtype=self.x.dtype)
            with torch.no_grad():
                layer.weight.copy_(torch.from_numpy(weights))
                layer.bias.copy_(torch.from_numpy(bias))
            modules.append(layer)
            if activation == "notebook":
                modules.append(torch.nn.LeakyReLU(0.1) if i == 0 else torch.nn.Sigmoid())
            elif i < len(self.start) - 1:
                modules.append(torch.nn.ReLU() if activation == "relu" else torch.nn.Tanh())
        self.model = torch.nn.Sequential(*modules)
        parameters = self.model.parameters()
        self.optimizer = (torch.optim.SGD if optimizer == "sgd" else torch.optim.Adam)(parameters, lr=rate)
        self.loss = torch.nn.MSELoss() if self.work == "W1" else torch.nn.CrossEntropyLoss()

    def steps(self, count):
        for _ in range(count):
            self.optimizer.zero_grad()
            loss = self.loss(self.model(self.x), self.y)
            loss.backward()
            self.optimizer.step()
        return loss.item()


class JAX:
    """JAX with a loop of whole steps compiled, and the parameters given away to it."""

    def __init__(self, work, batch):
        import jax

        jax.config.update("jax_platforms", "cpu")
        jax.config.update("jax_enable_x64", work == "W1")
        self.jax, self.work, self.version = jax, work, jax.__version__
        self.start, self.x, self.y = draw(work, batch)
        self.x, self.y = jax.numpy.asarray(self.x), jax.numpy.asarray(self.y)

    name = "JAX"

    def reset(self, rate):
        jax, np_, (_, _, activation, optimizer, *_) = self.jax, self.jax.numpy, WORKS[self.work]

        def loss(parameters, x, y):
            for i, (w, b) in enumerate(parameters):
                x = x @ w.T + b
                if activation == "notebook":
                    x = jax.nn.leaky_relu(x, 0.1) if i == 0 else jax.nn.sigmoid(x)
                elif i < len(parameters) - 1:
                    x = jax.nn.relu(x) if activation == "relu" else np_.tanh(x)
            if self.work == "W1":
                return np_.mean((x - y) ** 2)
            chosen = np_.take_along_axis(x, y[:, None], axis=1)[:, 0]
            return np_.mean(jax.nn.logsumexp(x, axis=1) - chosen)

        def step(state, x, y):
            parameters, first, second, count = state
            value, gradient = jax.value_and_grad(loss)(parameters, x, y)
            each = jax.tree_util.tree_map
            if optimizer == "sgd":
                return (each(lambda p, g: p - rate * g, parameters, gradient), first, second, count), value
            count = count + 1
            first = each(lambda m, g: 0.9 * m + 0.1 * g, first, gradient)
            second = each(lambda v, g: 0.999 * v + 0.001 * g * g, second, gradient)
            size, root = rate / (1 - 0.9**count), np_.sqrt(1 - 0.999**count)
            update = lambda p, m, v: p - size * m / (np_.sqrt(v) / root + 1e-8)
            return (each(update, parameters, first, second), first, second, count), value

        def loop(state, count, x, y):
            # Python's call of a compiled function takes longer than a small step.
            start = (state, np_.zeros((), self.x.dtype))
            return jax.lax.fori_loop(0, count, lambda _, before: step(before[0], x, y), start)

        self.compiled = jax.jit(loop, donate_argnums=0)
        parameters = [(np_.array(w), np_.array(b)) for w, b in self.start]
        zeros = lambda: [(np_.zeros_like(w), np_.zeros_like(b)) for w, b in parameters]
        self.state = (parameters, zeros(), zeros(), np_.float32(0))

    def steps(self, count):
        self.state, loss = self.compiled(self.state, count, self.x, self.y)
        self.jax.block_until_ready(self.state)
        return float(loss)


class Scikit:
    """scikit-learn's own step, `partial_fit` on one batch."""

    def __init__(self, work, batch):
        import warnings

        import sklearn

        if work == "W1":
            raise ValueError("scikit-learn has no leaky ReLU")
        warnings.simplefilter("ignore")
        self.work, self.version = work, sklearn.__version__
        self.start, self.x, self.y = draw(work, batch)

    name = "scikit-learn"

    def reset(self, rate):
        from sklearn.neural_network import MLPClassifier

        sizes, _, activation, optimizer, *_ = WORKS[self.work]
        self.model = MLPClassifier(
            sizes[1:-1], activation=activation, solver=optimizer, alpha=0, batch_size=len(self.x),
            learning_rate_init=rate, momentum=0, nesterovs_momentum=False, shuffle=False, random_state=1,
        )
        # The first call makes the parameters and does a step; then they are set back, and so is the optimizer.
        self.model.partial_fit(self.x, self.y, classes=np.arange(sizes[-1]))
        for i, (w, b) in enumerate(self.start):
            self.model.coefs_[i][...], self.model.intercepts_[i][...] = w.T, b
        optimizer = self.model._optimizer
        for name in ("ms", "vs", "velocities"):
            for moment in getattr(optimizer, name, []):
                moment[...] = 0
        if hasattr(optimizer, "t"):
            optimizer.t = 0

    def steps(self, count):
        for _ in range(count):
            self.model.partial_fit(self.x, self.y)
        return float(self.model.loss_)


def main():
    library, work, batch, threads = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    if library == "jax":
        # JAX has no option for it: it starts a thread for each processor that it may run on.
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
    try:
        make = {
            "numpy": lambda: NumPy(work, batch), "torch": lambda: Torch(work, batch, threads),
            "jax": lambda: JAX(work, batch), "sklearn": lambda: Scikit(work, batch),
        }
        peer = make[library]()
        rate = WORKS[work][5]
        peer.reset(rate)
        peer.steps(3)
    except Exception as error:
        print("error:", " ".join(str(error).split()) or type(error).__name__, flush=True)
        return
    print(peer.name, peer.version, flush=True)
    for line in sys.stdin:
        verb, count = line.split()
        if verb == "loss":
            peer.reset(WORKS[work][4])
            print(peer.steps(int(count)), flush=True)
            peer.reset(rate)
            peer.steps(3)
        else:
            begin = time.perf_counter()
            peer.steps(int(count))
            print(time.perf_counter() - begin, flush=True)


main()
