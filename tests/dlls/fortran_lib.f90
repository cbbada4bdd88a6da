! What FORTRAN passes and returns: every argument by reference, arrays by columns, text by address and length.

function sum_8bit(a, b) result(value) bind(C, name='sum_8bit')
    integer(1) :: a, b, value
    value = a + b
end function

function sum_16bit(a, b) result(value) bind(C, name='sum_16bit')
    integer(2) :: a, b, value
    value = a + b
end function

function sum_32bit(a, b) result(value) bind(C, name='sum_32bit')
    integer(4) :: a, b, value
    value = a + b
end function

function sum_64bit(a, b) result(value) bind(C, name='sum_64bit')
    integer(8) :: a, b, value
    value = a + b
end function

function multiply_float32(a, b) result(value) bind(C, name='multiply_float32')
    real(4) :: a, b, value
    value = a * b
end function

function multiply_float64(a, b) result(value) bind(C, name='multiply_float64')
    real(8) :: a, b, value
    value = a * b
end function

function is_positive(a) result(value) bind(C, name='is_positive')
    real(8) :: a
    logical(1) :: value
    value = a > 0d0
end function

function add_or_subtract(a, b, do_addition) result(value) bind(C, name='add_or_subtract')
    integer(4) :: a, b, value
    logical(1) :: do_addition
    value = merge(a + b, a - b, do_addition)
end function

function factorial(n) result(value) bind(C, name='factorial')
    integer(1) :: n
    integer(4) :: i
    real(8) :: value
    value = 1d0
    do i = 2, n
        value = value * i
    end do
end function

function standard_deviation(a, n) result(value) bind(C, name='standard_deviation')
    integer(4) :: n
    real(8) :: a(n), value
    value = sqrt(sum((a - sum(a) / n)**2) / (n - 1))
end function

function besselj0(x) result(value) bind(C, name='besselj0')
    real(8) :: x, value
    value = bessel_j0(x)
end function

subroutine reverse_string(original, n, reversed) bind(C, name='reverse_string')
    integer(4) :: n, i
    character(len=1) :: original(n), reversed(n)
    do i = 1, n
        reversed(i) = original(n - i + 1)
    end do
end subroutine

subroutine add_1d_arrays(a, in1, in2, n) bind(C, name='add_1d_arrays')
    integer(4) :: n
    real(8) :: a(n), in1(n), in2(n)
    a = in1 + in2
end subroutine

subroutine matrix_multiply(a, a1, r1, c1, a2, r2, c2) bind(C, name='matrix_multiply')
    integer(4) :: r1, c1, r2, c2
    real(8) :: a1(r1, c1), a2(r2, c2), a(r1, c2)
    a = matmul(a1, a2)
end subroutine
