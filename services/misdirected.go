package services

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"golang.org/x/net/http2"
)

// misdirected is a connection that answers a caller who speaks HTTP/1.1 where gRPC is spoken, instead of hanging up
// without a word.
type misdirected struct {
	net.Conn

	// answer says where HTTP is.
	answer string
	// matched is how much of the beginning of HTTP/2 was read. The connection is as it is from its end on.
	matched int
	// held is what gRPC writes before that, which would precede the answer.
	held []byte
}

// misdirectedTimeout bounds the answer to a caller that does not read it.
const misdirectedTimeout = time.Second

// Read reads from the connection. It ends after bytes that begin no HTTP/2.
func (m *misdirected) Read(b []byte) (int, error) {
	rest := http2.ClientPreface[m.matched:]
	if rest == "" { // gRPC writes at the same time from here on, so nothing is set any more
		return m.Conn.Read(b)
	}
	n, err := m.Conn.Read(b)
	begun := min(n, len(rest))
	if string(b[:begun]) != rest[:begun] {
		m.redirect(http2.ClientPreface[:m.matched] + string(b[:n]))
		return 0, io.EOF
	}
	if m.matched += begun; begun == len(rest) {
		if _, err := m.Conn.Write(m.held); err != nil {
			return 0, err
		}
		m.held = nil
	}
	return n, err
}

// maxMisdirected bounds how much of a request of HTTP/1.1 is read.
const maxMisdirected = 8 << 10

// redirect answers a request of HTTP/1.1, of which a part was read. It does not answer TLS and noise. It reads the head
// of the request first: a connection that is closed with bytes unread is reset, and the answer may be lost.
func (m *misdirected) redirect(begun string) {
	if begun[0] < 'A' || 'Z' < begun[0] {
		return // the methods of HTTP are capital letters
	}
	rest := io.LimitReader(m.Conn, maxMisdirected)
	if _, err := http.ReadRequest(bufio.NewReader(io.MultiReader(strings.NewReader(begun), rest))); err != nil {
		return
	}
	// It fails if the caller is gone.
	_ = m.SetWriteDeadline(time.Now().Add(misdirectedTimeout))
	_, _ = io.WriteString(m.Conn, m.answer)
}

// Write writes to the connection, once its caller has begun to speak HTTP/2.
func (m *misdirected) Write(b []byte) (int, error) {
	if m.matched == len(http2.ClientPreface) {
		return m.Conn.Write(b)
	}
	m.held = append(m.held, b...)
	return len(b), nil
}

// httpElsewhere returns the answer to HTTP/1.1 on the port of gRPC.
func httpElsewhere(address string) string {
	text := "This port speaks gRPC. HTTP is at " + address + ".\n"
	if address == "" {
		text = "This port speaks gRPC. HTTP is off; serve --http-listen ADDRESS turns it on.\n"
	}
	return strings.ReplaceAll(fmt.Sprintf("HTTP/1.1 400 Bad Request\nContent-Type: text/plain; charset=utf-8\n"+
		"Connection: close\nContent-Length: %d\n\n", len(text)), "\n", "\r\n") + text
}
