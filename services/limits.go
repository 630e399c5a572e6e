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

// limits are what calls may take of the server.
type limits struct {
	// calls are the unary calls that run, from before their request is read. Those of health are not counted: they must be answered
	// when all else is refused.
	calls gate
	// watchers are the streams that are open.
	watchers gate
	// validations are the calls of ValidateContent that run. Each checks a whole catalog, so a few fill the processors.
	validations gate
	maxDeadline time.Duration
	// deadlines says for each unary method when its calls get a deadline. It is complete before the server serves.
	deadlines map[string]deadlineRule
}

// deadlineRule says when a call that has no deadline, or too late a one, is given one.
type deadlineRule int

const (
	// never: the call is a stream, or its method is not known.
	never deadlineRule = iota
	// underLoad: the call reads one record, in microseconds, and its request and response are small. Only a caller that sends its
	// request slowly can hold it open. A timer for each call would cost a twentieth of it, so it gets one only when calls pile up:
	// calls without a deadline hold at most half of the places.
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

// know takes note of the methods that are served.
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

// tap bounds the deadline of a call when its headers come in, so that also the reading of its request and the writing of its response
// end in time.
func (l *limits) tap(ctx context.Context, call *tap.Info) (context.Context, error) {
	switch l.deadlines[call.FullMethodName] {
	case never:
		return ctx, nil
	case underLoad:
		if !l.calls.crowded(1) {
			return ctx, nil
		}
	case always:
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= l.maxDeadline {
		return ctx, nil
	}
	// The end of the call cancels its context, and this one with it.
	bounded, cancel := context.WithTimeout(ctx, l.maxDeadline) //nolint:gosec // nothing leaks, see above
	_ = cancel
	return bounded, nil
}

// validateContentMethod is the full name of ValidateContent.
const validateContentMethod = compendiumv1.ValidationService_ValidateContent_FullMethodName

// admit refuses calls of a method beyond what may run at once, before their request is read.
func (l *limits) admit(full string, next grpc.MethodHandler) grpc.MethodHandler {
	if full == validateContentMethod {
		next = l.validations.guard(next)
	}
	return l.calls.guard(func(server any, ctx context.Context, decode func(any) error, interceptor grpc.UnaryServerInterceptor) (any, error) {
		if l.calls.crowded(0) {
			// It came in with others at once, when there was room for all of them, so it was given no deadline.
			if _, bounded := ctx.Deadline(); !bounded && l.deadlines[full] == underLoad {
				return nil, l.calls.refusal
			}
		}
		return next(server, ctx, decode, interceptor)
	})
}

// gate lets a number of calls in at once.
type gate struct {
	running atomic.Int64
	most    int64
	// refusal is made once, so that refusing costs little.
	refusal error
}

func newGate(setting string, most int, delay time.Duration) gate {
	return gate{most: int64(most), refusal: failure(codes.ResourceExhausted, ReasonOverloaded,
		fmt.Sprintf("The server is at its limit %s of %d. Try again after %v.", setting, most, delay),
		map[string]string{"limit": setting, "value": strconv.Itoa(most), "retry_delay": delay.String()},
		&errdetails.RetryInfo{RetryDelay: durationpb.New(delay)})}
}

func (g *gate) enter() bool {
	if g.running.Add(1) > g.most {
		g.running.Add(-1)
		return false
	}
	return true
}

func (g *gate) leave() { g.running.Add(-1) }

// crowded reports whether more than half of what may run does, once a number of calls have come in that are not counted yet.
func (g *gate) crowded(coming int64) bool { return (g.running.Load()+coming)*2 > g.most }

func (g *gate) guard(next grpc.MethodHandler) grpc.MethodHandler {
	return func(server any, ctx context.Context, decode func(any) error, interceptor grpc.UnaryServerInterceptor) (any, error) {
		if !g.enter() {
			return nil, g.refusal
		}
		defer g.leave()
		return next(server, ctx, decode, interceptor)
	}
}
