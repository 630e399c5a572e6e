package services_test

import (
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/opencompendium/compendium/services/config"
)

// TestHTTPOnThePortOfGRPC speaks HTTP/1.1 where gRPC is spoken, and what is neither.
func TestHTTPOnThePortOfGRPC(t *testing.T) {
	for _, c := range []struct{ at, sent, want string }{
		{"127.0.0.1:8080", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP is at 127.0.0.1:8080."},
		{"127.0.0.1:8080", "POST /v1/drugs HTTP/1.0\r\n\r\n", "HTTP is at 127.0.0.1:8080."},
		{"127.0.0.1:8080", "PRI /v1/drugs HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP is at 127.0.0.1:8080."},
		{"127.0.0.1:8080", "INVALID CONNECTION PREFACE\r\n\r\n", ""},
		{"", "GET / HTTP/1.1\r\n\r\n", "HTTP is off; serve --http-listen"},
		{"", "\x16\x03\x01\x02\x00\x01", ""},
	} {
		p := open(t, func(cfg *config.Config) { cfg.HTTPListen = c.at }, nil)
		conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", p.address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		// It comes in pieces, as from a person who types.
		for _, part := range []string{c.sent[:1], c.sent[1:]} {
			_, _ = io.WriteString(conn, part)
			time.Sleep(time.Millisecond)
		}
		_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
		answer, err := io.ReadAll(conn)
		if err != nil {
			t.Errorf("after %q: %v", c.sent, err)
		}
		begin := "HTTP/1.1 400 Bad Request\r\n"
		if c.want == "" {
			begin = ""
		}
		if !strings.HasPrefix(string(answer), begin) || !strings.Contains(string(answer), c.want) ||
			c.want == "" && len(answer) > 0 {
			t.Errorf("%q is answered with %q, want %q", c.sent, answer, c.want)
		}
		p.answers(t)
	}
}
