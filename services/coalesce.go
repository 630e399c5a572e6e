package services

import (
	"net"
	"runtime"
)

// coalescing lets responses that are ready at about the same time go out together. gRPC writes to a connection as soon
// as there is one response. The system call of each write is a third of what a Get costs. A writer that yields first
// finds more responses when it comes back, and sends them in a few large writes. If no other goroutine is ready it
// loses nothing.
type coalescing struct {
	net.Listener

	// misdirected answers HTTP/1.1, if it is set.
	misdirected string
}

// Accept returns the next connection.
func (l coalescing) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	if l.misdirected != "" {
		conn = &misdirected{Conn: conn, answer: l.misdirected}
	}
	return yielding{conn}, nil
}

// yielding is a connection whose writer lets other goroutines run first.
type yielding struct{ net.Conn }

// writeBuffer is how much gRPC collects for one write.
const writeBuffer = 32 << 10

// Write lets other goroutines run, then writes. A full buffer does not wait.
func (c yielding) Write(b []byte) (int, error) {
	if len(b) < writeBuffer {
		runtime.Gosched()
	}
	return c.Conn.Write(b)
}
