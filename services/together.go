package services

import (
	"net"
	"runtime"
)

// together has responses that are ready at about the same time go out together. gRPC writes to a connection as soon as there is one
// response, which takes a call of the system for each: a third of what a Get costs. A writer that first lets those go on who are ready to
// run finds their responses when it comes back, and sends them in a few large writes. Where nobody else is ready it loses nothing.
type together struct{ net.Listener }

// Accept returns the next connection.
func (l together) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return yielding{conn}, nil
}

// yielding is a connection whose writer lets others go first.
type yielding struct{ net.Conn }

// writeBuffer is how much gRPC gathers for one write, unless it runs out of responses before.
const writeBuffer = 32 << 10

// Write writes after others who are ready went on. What fills the buffer has no more to wait for.
func (c yielding) Write(b []byte) (int, error) {
	if len(b) < writeBuffer {
		runtime.Gosched()
	}
	return c.Conn.Write(b)
}
