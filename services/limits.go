package services

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/tap"
	"google.golang.org/protobuf/types/known/durationpb"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services/config"
)

// limits bounds what calls may use of the server.
type limits struct {
	// calls are the running unary calls, counted before their request is read. Health checks are not counted: they must
	// be answered when all else is rejected.
	calls gate
	// watchers are the open streams.
	watchers gate
	// validations are the running calls of ValidateContent. Each checks a whole catalog, so a few keep the processors
	// busy.
	validations gate
	maxDeadline time.Duration
	// deadlines is when the calls of each unary method get a deadline. It is complete before the server serves.
	deadlines map[string]deadlineRule
}

// deadlineRule is when a call without a deadline, or with a late one, gets one.
type deadlineRule int

const (
	// never: the call is a stream, or its method is unknown.
	never deadlineRule = iota
	// underLoad: the call reads one record, in microseconds, and its request and response are small. Only a caller that
	// sends its request slowly can hold it open. A timer would cost a twentieth of the call, so it gets one only under
	// load: calls without a deadline use at most half of the places.
	underLoad
	// always: the work, the request or the response may be large.
	always
)

func newLimits(c *config.Config) *limits {
	return &limits{
		calls:       newGate("max-in-flight", c.MaxInFlight, c.RetryDelay),
		watchers:    newGate("max-watchers", c.MaxWatchers, c.RetryDelay),
		validations: newGate("max-validations", c.MaxValidations, c.RetryDelay),
		maxDeadline: c.MaxDeadline,
	}
}

// know sets the deadline rules of the methods that are served.
func (l *limits) know(served map[string]grpc.ServiceInfo) {
	l.deadlines = make(map[string]deadlineRule)
	for _, service := range slices.Sorted(maps.Keys(served)) {
		for _, m := range served[service].Methods {
			rule := always
			switch {
			case m.IsClientStream || m.IsServerStream:
				rule = never
			case strings.HasPrefix(m.Name, "Get"):
				rule = underLoad
			}
			l.deadlines["/"+service+"/"+m.Name] = rule
		}
	}
}

// tap bounds the deadline of a call when its headers arrive, so that reading its request and writing its response are
// bounded too.
func (l *limits) tap(ctx context.Context, call *tap.Info) (context.Context, error) {
	// The end of the call cancels its context, and with it this one.
	bounded, _ := l.bound(ctx, call.FullMethodName)
	return bounded, nil
}

// bound bounds the deadline of a call.
func (l *limits) bound(ctx context.Context, method string) (context.Context, context.CancelFunc) {
	unbounded := func() {}
	switch l.deadlines[method] {
	case never:
		return ctx, unbounded
	case underLoad:
		if !l.calls.crowded(1) {
			return ctx, unbounded
		}
	case always:
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= l.maxDeadline {
		return ctx, unbounded
	}
	return context.WithTimeout(ctx, l.maxDeadline)
}

// validateContentMethod is the full name of ValidateContent.
const validateContentMethod = compendiumv1.ValidationService_ValidateContent_FullMethodName

// admit rejects calls beyond the limits, before their request is read.
func (l *limits) admit(full string, next grpc.MethodHandler) grpc.MethodHandler {
	if full == validateContentMethod {
		next = l.validations.guard(next)
	}
	return l.calls.guard(
		func(server any, ctx context.Context, decode func(any) error, interceptor grpc.UnaryServerInterceptor) (any, error) {
			if l.calls.crowded(0) {
				// It came together with others when there was room for all, so it got no deadline.
				if _, bounded := ctx.Deadline(); !bounded && l.deadlines[full] == underLoad {
					return nil, l.calls.refusal
				}
			}
			return next(server, ctx, decode, interceptor)
		},
	)
}

// gate lets a number of calls run at once.
type gate struct {
	running atomic.Int64
	limit   int64
	// refusal is made once, so that rejecting costs little.
	refusal error
}

func newGate(setting string, limit int, delay time.Duration) gate {
	return gate{limit: int64(limit), refusal: failure(codes.ResourceExhausted, ReasonOverloaded,
		fmt.Sprintf("The server is at its limit %s of %d. Try again after %v.", setting, limit, delay),
		map[string]string{"limit": setting, "value": strconv.Itoa(limit), "retry_delay": delay.String()},
		&errdetails.RetryInfo{RetryDelay: durationpb.New(delay)})}
}

func (g *gate) enter() bool {
	if g.running.Add(1) > g.limit {
		g.running.Add(-1)
		return false
	}
	return true
}

func (g *gate) leave() { g.running.Add(-1) }

// crowded reports whether more than half of the places are taken, including those of coming calls that are not counted
// yet.
func (g *gate) crowded(coming int64) bool { return (g.running.Load()+coming)*2 > g.limit }

func (g *gate) guard(next grpc.MethodHandler) grpc.MethodHandler {
	return func(server any, ctx context.Context, decode func(any) error, interceptor grpc.UnaryServerInterceptor) (any,
		error) {
		if !g.enter() {
			return nil, g.refusal
		}
		defer g.leave()
		return next(server, ctx, decode, interceptor)
	}
}
