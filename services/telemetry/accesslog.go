package telemetry

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"
	"google.golang.org/grpc/stats"
	"google.golang.org/grpc/status"

	"github.com/opencompendium/compendium/services"
)

// AccessLog writes a line a call. Calls that fail on the server's side are always written.
type AccessLog struct {
	// Log takes the lines.
	Log *slog.Logger
	// Sample is the share of calls, 0 to 1, that are written.
	Sample float64
}

// call is what is known of one call.
type call struct {
	method  string
	written bool
	version string
	bytes   int
}

type callKey struct{}

// TagRPC notes a call.
func (a *AccessLog) TagRPC(ctx context.Context, info *stats.RPCTagInfo) context.Context {
	written := a.Sample >= 1 || a.Sample > 0 && rand.Float64() < a.Sample //nolint:gosec // it picks lines of a log
	return context.WithValue(ctx, callKey{}, &call{method: info.FullMethodName, written: written})
}

// answered notes the version that metadata names.
func (c *call) answered(md metadata.MD) {
	if version := md.Get(services.VersionHeader); len(version) > 0 && c.written {
		c.version = version[0]
	}
}

// HandleRPC writes the line when the call has ended.
func (a *AccessLog) HandleRPC(ctx context.Context, event stats.RPCStats) {
	c, ok := ctx.Value(callKey{}).(*call)
	if !ok {
		return
	}
	switch e := event.(type) {
	case *stats.OutHeader:
		c.answered(e.Header)
	case *stats.OutTrailer:
		// That of a refusal names the version that was served.
		c.answered(e.Trailer)
	case *stats.OutPayload:
		c.bytes += e.WireLength
	case *stats.End:
		a.write(ctx, c, e)
	}
}

func (a *AccessLog) write(ctx context.Context, c *call, end *stats.End) {
	code, reason := status.Code(end.Error), reasonOf(end.Error)
	level := slog.LevelInfo
	switch {
	case code == codes.Internal && reason == "":
		// gRPC says so of requests that it cannot read, such as those that are compressed in the wrong way. Callers must not be able to
		// fill the log with them.
	case code == codes.Internal, code == codes.Unknown, code == codes.DataLoss:
		level, c.written = slog.LevelError, true
	}
	if !c.written {
		return
	}
	fields := []slog.Attr{
		slog.String("method", c.method), slog.String("code", code.String()), slog.Duration("duration", end.EndTime.Sub(end.BeginTime).Round(time.Microsecond)),
		slog.Int("bytes", c.bytes),
	}
	if reason != "" {
		fields = append(fields, slog.String("reason", reason))
	}
	if c.version != "" {
		fields = append(fields, slog.String("version", c.version))
	}
	if p, ok := peer.FromContext(ctx); ok && p.Addr != nil {
		fields = append(fields, slog.String("peer", p.Addr.String()))
	}
	a.Log.LogAttrs(ctx, level, "call", fields...)
}

// reasonOf gives the reason of an error of the service.
func reasonOf(err error) string {
	for _, detail := range status.Convert(err).Details() {
		if info, ok := detail.(*errdetails.ErrorInfo); ok {
			return info.Reason
		}
	}
	return ""
}

// TagConn notes nothing of connections.
func (a *AccessLog) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context { return ctx }

// HandleConn notes nothing of connections.
func (a *AccessLog) HandleConn(context.Context, stats.ConnStats) {}
