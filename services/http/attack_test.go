package http_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"

	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/config"
)

// answers fails the test unless the server answers others.
func (p *port) answers(t *testing.T) {
	t.Helper()
	if got := p.ask(t, "GET", "/v1/drugs/examplinib", ""); got.code != http.StatusOK {
		t.Errorf("another caller: %d %s", got.code, got.body)
	}
}

// TestHugeRequests sends what is larger than it may be.
func TestHugeRequests(t *testing.T) {
	p := open(t, nil)
	for _, c := range []struct {
		path string
		code int
	}{
		{"/v1/drugs?filter=" + strings.Repeat("x", 5000), 400},
		{"/v1/" + strings.Repeat("a/", 4000), 404},
		{"/v1/drugs/" + strings.Repeat("a", 8000), 400},
		{"/compendium.v1.CatalogService/GetDrug?connect=v1&encoding=proto&message=" + strings.Repeat("%00", 5000), 400},
	} {
		if got := p.ask(t, "GET", c.path, ""); got.code != c.code || len(got.body) > 4<<10 {
			t.Errorf("%.40s…: %d, %d bytes", c.path, got.code, len(got.body))
		}
	}
	for _, head := range []string{"GET /v1/drugs?filter=" + strings.Repeat("x", 24<<10) + " HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /v1/drugs HTTP/1.1\r\nHost: x\r\nX-Big: " + strings.Repeat("x", 24<<10) + "\r\n\r\n"} {
		conn := p.dial(t)
		_, _ = io.WriteString(conn, head) // the server may end the connection
		line, err := bufio.NewReader(conn).ReadString('\n')
		if err == nil && !strings.Contains(line, " 431 ") {
			t.Errorf("%.20s…: %q", head, line)
		}
	}
	body := strings.Repeat(" ", 9<<20)
	for _, path := range []string{"/v1/content:validate", "/v1/drugs:lookup",
		"/compendium.v1.ValidationService/ValidateContent", "/compendium.v1.CatalogService/GetDrug"} {
		if got := p.ask(t, "POST", path, body, "Content-Type: application/json"); got.code != 413 && got.code != 429 {
			t.Errorf("a huge body for %s: %d %.200s", path, got.code, got.body)
		}
	}
	p.answers(t)
}

// TestSlowRequests opens connections that send their requests slowly or never. They are ended.
func TestSlowRequests(t *testing.T) {
	p := open(t, func(c *config.Config) {
		c.HandshakeTimeout, c.MaxDeadline, c.MaxConnections = 50*time.Millisecond, 50*time.Millisecond, 40
	})
	for _, begin := range []string{
		"", "GET /v1/drugs HTTP/1.1\r\nHost: x\r\n", http2.ClientPreface[:10],
		"POST /v1/drugs:lookup HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
		"POST /compendium.v1.CatalogService/WatchCatalog HTTP/1.1\r\nHost: x\r\nContent-Type: application/connect+json\r\n" +
			"Transfer-Encoding: chunked\r\n\r\n5\r\n\x00\x00\x00",
	} {
		var open []net.Conn
		for range 20 {
			conn := p.dial(t)
			if _, err := io.WriteString(conn, begin); err != nil {
				t.Fatal(err)
			}
			open = append(open, conn)
		}
		for _, conn := range open {
			_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
			if _, err := io.Copy(io.Discard, conn); err != nil && strings.Contains(err.Error(), "timeout") {
				t.Fatalf("%.30q: the connection is never ended", begin)
			}
			_ = conn.Close()
		}
	}
	p.answers(t)
}

// TestRapidReset opens streams of HTTP/2 and resets them at once.
func TestRapidReset(t *testing.T) {
	p := open(t, nil)
	conn := p.dial(t)
	if _, err := io.WriteString(conn, http2.ClientPreface); err != nil {
		t.Fatal(err)
	}
	framer := http2.NewFramer(conn, conn)
	if err := framer.WriteSettings(); err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, conn) }()
	var block strings.Builder
	encoder := hpack.NewEncoder(&block)
	for _, h := range [][2]string{{":method", "GET"}, {":scheme", "http"}, {":path", "/v1/drugs"}, {":authority", "x"}} {
		_ = encoder.WriteField(hpack.HeaderField{Name: h[0], Value: h[1]})
	}
	for i := range uint32(5000) {
		stream := 2*i + 1
		if err := errors.Join(
			framer.WriteHeaders(http2.HeadersFrameParam{StreamID: stream, BlockFragment: []byte(block.String()),
				EndHeaders: true, EndStream: true}),
			framer.WriteRSTStream(stream, http2.ErrCodeCancel),
		); err != nil {
			break // the server may end the connection
		}
	}
	p.answers(t)
}

// TestOverload makes more calls at once than may run.
func TestOverload(t *testing.T) {
	p := open(t, func(c *config.Config) { c.MaxInFlight, c.MaxWatchers = 1, 1 })
	first := watch(t, p)
	defer first.Close()
	if !strings.Contains(readLine(t, first), "snapshot") {
		t.Error("the first watcher is refused")
	}
	second := watch(t, p)
	defer second.Close()
	if line := readLine(t, second); !strings.Contains(line, services.ReasonOverloaded) &&
		!strings.Contains(line, "resource_exhausted") {
		t.Errorf("the second watcher: %q", line)
	}
	var refused sync.Map
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			for range 20 {
				if got := p.ask(t, "GET", "/v1/drugs?pageSize=1000", ""); got.code != http.StatusOK {
					refused.Store(got.code, fmt.Sprint(got.reason(t), got.header.Get("Retry-After")))
				}
			}
		})
	}
	all.Wait()
	refused.Range(func(code, why any) bool {
		if code != http.StatusTooManyRequests || why != services.ReasonOverloaded+"1" {
			t.Errorf("a call is refused with %v %v", code, why)
		}
		return true
	})
}

// watch opens a watch with an HTTP client that knows no Connect.
func watch(t *testing.T, p *port) io.ReadCloser {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost,
		p.url+"/compendium.v1.CatalogService/WatchCatalog", strings.NewReader("\x00\x00\x00\x00\x02{}"))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/connect+json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	return response.Body
}

// readLine reads the first event of a watch.
func readLine(t *testing.T, body io.Reader) string {
	t.Helper()
	line, err := bufio.NewReader(body).ReadString('}')
	if err != nil {
		t.Fatal(err)
	}
	return line
}
