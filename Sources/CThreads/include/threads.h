// What Swift's view of the C library leaves out: threads on their own, and the processors that they are on.
#pragma once

// Starts a thread that nobody waits for and that takes no signals. False if there cannot be another.
_Bool thread_start(void (*body)(void *), void *context);

// How many processors the present thread may use.
int thread_processors(void);

// The present thread's processor; -1 where the system does not tell.
int thread_processor(void);

// Takes the present thread off a processor, to another one that it may use. It may come back afterwards. Nothing happens if
// there is no other.
void thread_leave(int processor);
