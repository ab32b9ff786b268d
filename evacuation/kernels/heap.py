"""A binary heap of whole numbers in an array, least first."""

from numba import njit

#: A key holds a number in its upper bits and a node or entry in its lower ones.
NODE_BITS = 21
NODE_MASK = (1 << NODE_BITS) - 1


@njit(cache=True, nogil=True)
def push(heap, size, key):
    """Put a key into a heap of some size, in place; return its new size.

    Parameters
    ----------
    heap
        Array with room for one more.
    size
        Keys in the heap.
    key
        The key.

    Returns
    -------
    int
        Keys in the heap.
    """
    i = size
    while i > 0:
        parent = (i - 1) >> 1
        if heap[parent] <= key:
            break
        heap[i] = heap[parent]
        i = parent
    heap[i] = key
    return size + 1


@njit(cache=True, nogil=True)
def pop(heap, size):
    """Take the least key out of a heap, in place; return it and the new size.

    Parameters
    ----------
    heap
        The heap.
    size
        Keys in it, at least 1.

    Returns
    -------
    key, size
        The least key, and keys that are left.
    """
    top = heap[0]
    size -= 1
    key = heap[size]
    i = 0
    while True:
        child = 2 * i + 1
        if child >= size:
            break
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= key:
            break
        heap[i] = heap[child]
        i = child
    heap[i] = key
    return top, size
