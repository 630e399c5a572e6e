package services_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"io"
	"log/slog"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/encoding"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/stats"
	"google.golang.org/grpc/status"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/config"
	"github.com/opencompendium/compendium/services/transport"
)

// port is a server on a real listener, since that is where it is attacked.
type port struct {
	server  *services.Server
	address string
	log     *lines
	// down ends the server and waits for it.
	down func(context.Context)
}

// lines keeps what is logged.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// open starts a server of the example catalog whose configuration is changed.
func open(t *testing.T, change func(*config.Config), add func(*services.Server), options ...services.Option) *port {
	t.Helper()
	c := config.Default()
	c.ShutdownDelay = 0
	if change != nil {
		change(c)
	}
	p := &port{log: &lines{}}
	p.server = services.New(
		newRelease(t, exampleFiles(t)),
		slog.New(slog.NewTextHandler(p.log, nil)),
		append(options, services.WithConfig(c))...)
	if add != nil {
		add(p.server)
	}
	listener, err := transport.Listen(t.Context(), "tcp", "127.0.0.1:0", c.MaxConnections)
	if err != nil {
		t.Fatal(err)
	}
	p.address = listener.Addr().String()
	done := make(chan error, 1)
	go func() { done <- p.server.Serve(listener) }()
	p.down = once(func(ctx context.Context) {
		p.server.Shutdown(ctx)
		if err := <-done; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		p.down(ctx)
	})
	return p
}

func (p *port) dial(t *testing.T, secure *tls.Config) *grpc.ClientConn {
	t.Helper()
	creds := insecure.NewCredentials()
	if secure != nil {
		creds = credentials.NewTLS(secure)
	}
	conn, err := grpc.NewClient(p.address, grpc.WithTransportCredentials(creds))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// answers fails the test unless the server answers others.
func (p *port) answers(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if _, err := compendiumv1.NewCatalogServiceClient(p.dial(t, nil)).GetDrug(ctx,
		&compendiumv1.GetDrugRequest{Name: "drugs/examplinib"}); err != nil {
		t.Errorf("another caller: %v", err)
	}
}

// reason returns the reason of an error, which has to have exactly one ErrorInfo.
func reason(t *testing.T, err error) string {
	t.Helper()
	found := ""
	for _, d := range status.Convert(err).Details() {
		if info, ok := d.(*errdetails.ErrorInfo); ok {
			if found != "" || info.Domain != services.ErrorDomain {
				t.Errorf("%v: more than one ErrorInfo, or of another domain", err)
			}
			found = info.Reason
		}
	}
	return found
}

// raw sends bytes as they are.
type raw struct{}

func (raw) Marshal(v any) ([]byte, error)   { return v.([]byte), nil }
func (raw) Unmarshal(_ []byte, _ any) error { return nil }
func (raw) Name() string                    { return "proto" }

var _ encoding.Codec = raw{}

func TestFloodOfBadRequests(t *testing.T) {
	const callers = 8
	p := open(t, func(c *config.Config) { c.MaxRequestBytes, c.MaxValidations = 4<<10, callers }, nil)
	conn := p.dial(t, nil)
	bad := []struct {
		method string
		body   []byte
		code   codes.Code
		reason string
	}{
		{
			compendiumv1.CatalogService_GetDrug_FullMethodName,
			[]byte("\xff\xff\xff"),
			codes.InvalidArgument,
			services.ReasonMalformedRequest,
		},
		{compendiumv1.CatalogService_GetDrug_FullMethodName, nil, codes.InvalidArgument, services.ReasonInvalidRequest},
		{compendiumv1.CatalogService_ListDrugs_FullMethodName, bytes.Repeat([]byte{0}, 5<<10), codes.ResourceExhausted, ""},
		{
			compendiumv1.CatalogService_WatchCatalog_FullMethodName,
			[]byte("\xff"),
			codes.InvalidArgument,
			services.ReasonMalformedRequest,
		},
		{
			compendiumv1.CatalogService_WatchCatalog_FullMethodName,
			[]byte{0x10, 0xac, 0x7f},
			codes.InvalidArgument,
			services.ReasonInvalidRequest,
		},
		{
			compendiumv1.ValidationService_ValidateContent_FullMethodName,
			[]byte{0x0a, 0x7f},
			codes.InvalidArgument,
			services.ReasonMalformedRequest,
		},
		{"/compendium.v1.CatalogService/Nothing", nil, codes.Unimplemented, services.ReasonMethodUnknown},
		{"/nothing", nil, codes.Unimplemented, ""},
		{"/no/thing", nil, codes.Unimplemented, services.ReasonMethodUnknown},
	}
	var wg sync.WaitGroup
	for range callers {
		wg.Go(func() {
			for range 100 {
				for _, b := range bad {
					err := conn.Invoke(t.Context(), b.method, b.body, &struct{}{}, grpc.ForceCodec(raw{}))
					if status.Code(err) != b.code || reason(t, err) != b.reason {
						t.Errorf("%s %.9q: %v, reason %s", b.method, b.body, err, reason(t, err))
						return
					}
				}
			}
		})
	}
	wg.Wait()
	p.answers(t)
}

// frames is a client that keeps to no rules.
type frames struct {
	*http2.Framer
	conn   net.Conn
	stream uint32
	block  bytes.Buffer
}

func (p *port) frames(t *testing.T, settings ...http2.Setting) *frames {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", p.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if _, err := io.WriteString(conn, http2.ClientPreface); err != nil {
		t.Fatal(err)
	}
	f := &frames{Framer: http2.NewFramer(conn, conn), conn: conn, stream: 1}
	if err := f.WriteSettings(settings...); err != nil {
		t.Fatal(err)
	}
	return f
}

// head writes the headers of a call on a new stream.
func (f *frames) head(method string, more ...hpack.HeaderField) []byte {
	f.block.Reset()
	encoder := hpack.NewEncoder(&f.block)
	for _, h := range append([]hpack.HeaderField{
		{Name: ":method", Value: "POST"}, {Name: ":scheme", Value: "http"}, {Name: ":path", Value: method},
		{Name: ":authority", Value: "x"},
		{Name: "content-type", Value: "application/grpc"}, {Name: "te", Value: "trailers"},
	}, more...) {
		_ = encoder.WriteField(h)
	}
	return f.block.Bytes()
}

func (f *frames) call(t *testing.T, method string, message []byte) {
	t.Helper()
	body := binary.BigEndian.AppendUint32([]byte{0}, uint32(len(message)))
	err := errors.Join(
		f.WriteHeaders(http2.HeadersFrameParam{StreamID: f.stream, BlockFragment: f.head(method), EndHeaders: true}),
		f.WriteData(f.stream, true, append(body, message...)))
	if err != nil {
		t.Fatal(err)
	}
	f.stream += 2
}

// TestSlowReaders has a caller ask for pages and read nothing of them but that they come.
func TestSlowReaders(t *testing.T) {
	p := open(t, func(c *config.Config) { c.MaxInFlight = 4 }, nil)
	slow := p.frames(t, http2.Setting{ID: http2.SettingInitialWindowSize, Val: 0})
	const calls = 500
	for range calls {
		slow.call(t, compendiumv1.CatalogService_ListDrugs_FullMethodName, nil)
	}
	for begun := map[uint32]bool{}; len(begun) < calls; {
		frame, err := slow.ReadFrame()
		if err != nil {
			t.Fatal(err)
		}
		if frame.Header().Type == http2.FrameHeaders {
			begun[frame.Header().StreamID] = true
		}
	}
	eventually(t, "answers that nobody reads take no place", func() bool { return p.server.Status().InFlight == 0 })
	p.answers(t)
}

// TestRapidReset opens calls and cancels them at once. Nothing fails by that on the server.
func TestRapidReset(t *testing.T) {
	var failed atomic.Value
	p := open(t, nil, nil, services.WithServerOptions(grpc.StatsHandler(ends(func(err error) {
		if code := status.Code(err); code == codes.Internal || code == codes.Unknown {
			failed.Store(err.Error())
		}
	}))))
	f := p.frames(t)
	go func() { _, _ = io.Copy(io.Discard, f.conn) }()
	for range 5000 {
		if err := errors.Join(
			f.WriteHeaders(http2.HeadersFrameParam{StreamID: f.stream,
				BlockFragment: f.head(compendiumv1.CatalogService_ListDrugs_FullMethodName), EndHeaders: true}),
			f.WriteData(f.stream, true, make([]byte, 5)),
		); err != nil {
			break // the server may end the connection
		}
		if err := f.WriteRSTStream(f.stream, http2.ErrCodeCancel); err != nil {
			break
		}
		f.stream += 2
	}
	p.answers(t)
	if err := failed.Load(); err != nil {
		t.Errorf("a call that was reset counts as failed: %v", err)
	}
}

// ends gets the error of each call that ends.
type ends func(error)

func (ends) TagRPC(ctx context.Context, _ *stats.RPCTagInfo) context.Context   { return ctx }
func (ends) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context { return ctx }
func (ends) HandleConn(context.Context, stats.ConnStats)                       {}
func (f ends) HandleRPC(_ context.Context, event stats.RPCStats) {
	if end, ok := event.(*stats.End); ok && end.Error != nil {
		f(end.Error)
	}
}

func TestHalfOpenConnectionsAreEnded(t *testing.T) {
	p := open(t, func(c *config.Config) { c.HandshakeTimeout = 20 * time.Millisecond; c.MaxConnections = 20 }, nil)
	var open []net.Conn
	for range 40 { // more than are let in at once
		conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", p.address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		open = append(open, conn)
	}
	p.answers(t)
	for _, conn := range open {
		if _, err := io.Copy(io.Discard, conn); err != nil && !errors.Is(err, net.ErrClosed) &&
			!strings.Contains(err.Error(), "reset") {
			t.Errorf("a half-open connection: %v", err)
		}
	}
}

func TestOversizedHeaders(t *testing.T) {
	p := open(t, nil, nil)
	f := p.frames(t)
	large := hpack.HeaderField{Name: "x-large", Value: strings.Repeat("a", 1<<10)}
	block := f.head(compendiumv1.CatalogService_GetDrug_FullMethodName, large)
	if err := f.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: block}); err != nil {
		t.Fatal(err)
	}
	// Headers that never end, until the server ends the connection or the test has sent 64 MiB.
	more := bytes.Clone(f.head("/x", large))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = io.Copy(io.Discard, f.conn)
	}()
	for range 64 << 10 {
		if err := f.WriteContinuation(1, false, more); err != nil {
			break
		}
	}
	p.answers(t)
	<-ended
	// Headers that end, beyond the limit: the call is ended, and the connection goes on.
	g := p.frames(t)
	block = g.head(
		compendiumv1.CatalogService_GetDrug_FullMethodName,
		hpack.HeaderField{Name: "x-large", Value: strings.Repeat("~", 16<<10)},
	)
	if err := errors.Join(g.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: block[:16<<10]}),
		g.WriteContinuation(1, true, block[16<<10:])); err != nil {
		t.Fatal(err)
	}
	for {
		frame, err := g.ReadFrame()
		if err != nil {
			t.Fatalf("the connection of too large a call: %v", err)
		}
		if reset, ok := frame.(*http2.RSTStreamFrame); ok && reset.StreamID == 1 {
			break
		}
		if answer, ok := frame.(*http2.HeadersFrame); ok {
			t.Fatalf("the call is answered: %v", answer)
		}
	}
	p.answers(t)
}

func TestThousandsOfIdleWatchers(t *testing.T) {
	const connections, watchers = 200, 2000
	p := open(t, func(c *config.Config) { c.MaxInFlight = 8; c.MaxWatchers = watchers }, nil)
	var silent []*frames
	for range connections {
		silent = append(silent, p.frames(t))
	}
	var streams []healthpb.Health_WatchClient
	var conn *grpc.ClientConn
	for i := range watchers {
		if i%500 == 0 {
			conn = p.dial(t, nil)
		}
		stream, err := healthpb.NewHealthClient(conn).Watch(t.Context(), &healthpb.HealthCheckRequest{})
		if err != nil {
			t.Fatal(err)
		}
		streams = append(streams, stream)
	}
	for _, s := range streams {
		if first, err := s.Recv(); err != nil || first.Status != healthpb.HealthCheckResponse_SERVING {
			t.Fatalf("watch: %v %v", first, err)
		}
	}
	// Unary calls have their own limit; one watcher more is rejected, with a retry delay.
	p.answers(t)
	over, err := compendiumv1.NewCatalogServiceClient(conn).WatchCatalog(t.Context(), &compendiumv1.WatchCatalogRequest{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := over.Recv(); status.Code(err) != codes.ResourceExhausted || reason(t, err) != services.ReasonOverloaded ||
		retryDelay(err) != time.Second {
		t.Errorf("one watcher too many: %v", err)
	}
	// They do not hold up the end of the server either. (A connection that does not even answer a ping would, for five
	// seconds.)
	for _, f := range silent {
		_ = f.conn.Close()
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	p.down(ctx)
	if ctx.Err() != nil {
		t.Error("the watchers used up the time to drain")
	}
	for _, s := range streams {
		if last, err := s.Recv(); err != nil || last.Status != healthpb.HealthCheckResponse_NOT_SERVING {
			t.Fatalf("last status: %v %v", last, err)
		}
		if _, err := s.Recv(); status.Code(err) != codes.Unavailable || reason(t, err) != services.ReasonShuttingDown {
			t.Fatalf("end: %v", err)
		}
	}
}

func retryDelay(err error) time.Duration {
	for _, d := range status.Convert(err).Details() {
		if retry, ok := d.(*errdetails.RetryInfo); ok {
			return retry.RetryDelay.AsDuration()
		}
	}
	return 0
}

func once(f func(context.Context)) func(context.Context) {
	var o sync.Once
	return func(ctx context.Context) { o.Do(func() { f(ctx) }) }
}

// TestPings sends pings without a stream, as a watcher does between two watches.
func TestPings(t *testing.T) {
	for _, least := range []time.Duration{time.Nanosecond, time.Hour} {
		p := open(t, func(c *config.Config) { c.KeepaliveMinTime = least }, nil)
		f := p.frames(t)
		sent, answered, away := 0, 0, false
		for answered < 10 && !away {
			frame, err := f.ReadFrame()
			if err != nil {
				break
			}
			switch frame := frame.(type) {
			case *http2.SettingsFrame:
				if !frame.IsAck() {
					continue
				}
			case *http2.PingFrame:
				if frame.IsAck() {
					answered++
				}
			case *http2.GoAwayFrame:
				away = true
			}
			if !away {
				sent++
				if err := f.WritePing(false, [8]byte{byte(sent)}); err != nil {
					break
				}
			}
		}
		if away != (least == time.Hour) {
			t.Errorf("with pings every %v allowed: sent %d, answered %d, sent away: %v", least, sent, answered, away)
		}
	}
}
